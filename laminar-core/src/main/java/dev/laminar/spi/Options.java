package dev.laminar.spi;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options given to a table, with names in lower case. Immutable. Values have been checked
 * against the {@link OptionSchema}, so the typed getters do not fail on values that came through
 * it.
 */
public final class Options {

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  public static Options of(Map<String, String> values) {
    Map<String, String> lower = new LinkedHashMap<>();
    values.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new Options(lower);
  }

  public static Options none() {
    return new Options(Map.of());
  }

  public Map<String, String> asMap() {
    return Map.copyOf(values);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String text(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new LaminarException(
                    ErrorCode.INVALID_OPTION, "the option '" + name + "' is required"));
  }

  public String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  public long integer(String name, long otherwise) {
    return find(name).map(text -> OptionValues.integer(name, text)).orElse(otherwise);
  }

  public double number(String name, double otherwise) {
    return find(name).map(text -> OptionValues.number(name, text)).orElse(otherwise);
  }

  public boolean flag(String name, boolean otherwise) {
    return find(name).map(text -> OptionValues.flag(name, text)).orElse(otherwise);
  }

  public Duration duration(String name, Duration otherwise) {
    return find(name).map(text -> OptionValues.duration(name, text)).orElse(otherwise);
  }

  public long bytes(String name, long otherwise) {
    return find(name).map(text -> OptionValues.bytes(name, text)).orElse(otherwise);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
