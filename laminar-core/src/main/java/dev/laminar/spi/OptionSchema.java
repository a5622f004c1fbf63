package dev.laminar.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that a connector or format knows: the one source of checks, docs and JSON Schema. */
public record OptionSchema(List<Option> options) {

  /** How an option's text is read. */
  public enum Type {
    TEXT,
    BOOLEAN,
    INTEGER,
    /** A number that may have a fraction. */
    NUMBER,
    /** Such as {@code '10 s'}, {@code '500 ms'}, {@code '1 minute'}. */
    DURATION,
    /** Such as {@code '64 MB'}. */
    BYTES
  }

  /**
   * One option.
   *
   * @param defaultValue what holds when it is absent, or null if there is no such value
   * @param allowed the permitted words, or empty if any will do
   * @param secret never shown again once given
   * @param changeable whether a table with another value still reads the same rows at the same
   *     positions, so that state is kept; true of secrets
   */
  public record Option(
      String name,
      Type type,
      boolean required,
      @Nullable String defaultValue,
      List<String> allowed,
      boolean secret,
      boolean changeable,
      String description) {
    public Option {
      allowed = List.copyOf(allowed);
    }
  }

  public OptionSchema {
    options = List.copyOf(options);
  }

  public static final OptionSchema NONE = new OptionSchema(List.of());

  public Optional<Option> find(String name) {
    return options.stream().filter(option -> option.name().equalsIgnoreCase(name)).findFirst();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects options in the order in which docs show them. */
  public static final class Builder {
    private final List<Option> options = new ArrayList<>();

    private Builder() {}

    public Builder required(String name, Type type, String description) {
      options.add(new Option(name, type, true, null, List.of(), false, false, description));
      return this;
    }

    public Builder optional(String name, Type type, String description) {
      options.add(new Option(name, type, false, null, List.of(), false, false, description));
      return this;
    }

    public Builder optional(String name, Type type, String defaultValue, String description) {
      options.add(
          new Option(name, type, false, defaultValue, List.of(), false, false, description));
      return this;
    }

    /** An optional text that is never shown again. */
    public Builder secret(String name, String description) {
      options.add(new Option(name, Type.TEXT, false, null, List.of(), true, true, description));
      return this;
    }

    public Builder choice(
        String name, String defaultValue, List<String> allowed, String description) {
      options.add(
          new Option(name, Type.TEXT, false, defaultValue, allowed, false, false, description));
      return this;
    }

    /** Another value of the option before still reads the same: see {@link Option#changeable}. */
    public Builder changeable() {
      Option last = options.removeLast();
      options.add(
          new Option(
              last.name(),
              last.type(),
              last.required(),
              last.defaultValue(),
              last.allowed(),
              last.secret(),
              true,
              last.description()));
      return this;
    }

    public OptionSchema build() {
      return new OptionSchema(options);
    }
  }
}
