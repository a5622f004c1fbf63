package dev.laminar.internal.connect;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.OptionSchema.Option;
import dev.laminar.spi.OptionValues;
import dev.laminar.spi.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks given options against what a connector or format knows. */
public final class OptionCheck {

  private OptionCheck() {}

  /**
   * The options of one schema among {@code given}, each read once to see that it is well-formed,
   * with defaults filled in.
   */
  public static Options select(String owner, OptionSchema schema, Map<String, String> given) {
    Map<String, String> selected = new LinkedHashMap<>();
    for (Option option : schema.options()) {
      String name = option.name().toLowerCase(Locale.ROOT);
      String value = given.getOrDefault(name, option.defaultValue());
      if (value != null) {
        check(owner, option, value);
        selected.put(name, value);
      } else if (option.required()) {
        throw missing(owner, option);
      }
    }
    return Options.of(selected);
  }

  private static void check(String owner, Option option, String value) {
    switch (option.type()) {
      case INTEGER -> OptionValues.integer(option.name(), value);
      case NUMBER -> OptionValues.number(option.name(), value);
      case BOOLEAN -> OptionValues.flag(option.name(), value);
      case DURATION -> OptionValues.duration(option.name(), value);
      case BYTES -> OptionValues.bytes(option.name(), value);
      case TEXT -> word(owner, option, value);
    }
  }

  private static void word(String owner, Option option, String value) {
    List<String> allowed = option.allowed();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(value::equalsIgnoreCase)) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option '"
              + option.name()
              + "' of "
              + owner
              + ": expected one of "
              + allowed
              + ", got '"
              + value
              + "'"
              + Names.didYouMean(value, allowed));
    }
  }

  private static LaminarException missing(String owner, Option option) {
    return new LaminarException(
        ErrorCode.INVALID_OPTION,
        owner + " needs the option '" + option.name() + "': " + option.description());
  }

  /** Refuses what no schema knows. */
  public static void refuseUnknown(String owner, Map<String, String> given, List<String> known) {
    for (String name : given.keySet()) {
      if (known.stream().noneMatch(name::equalsIgnoreCase)) {
        throw new LaminarException(
            ErrorCode.INVALID_OPTION,
            "unknown option '"
                + name
                + "' for "
                + owner
                + Names.didYouMean(name, known)
                + "; it knows "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }
}
