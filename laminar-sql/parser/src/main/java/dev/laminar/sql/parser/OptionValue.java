package dev.laminar.sql.parser;

import java.math.BigDecimal;

/** The value of an option or setting. Whoever defines the option says which kinds it takes. */
public sealed interface OptionValue {
  /** Where it stands. */
  Span span();

  /** The value as text: of a string without its quotes. */
  String asText();

  /** A string, quoted or bare. */
  record Text(String value, Span span) implements OptionValue {
    @Override
    public String asText() {
      return value;
    }
  }

  /** A number. */
  record Numeric(BigDecimal value, Span span) implements OptionValue {
    @Override
    public String asText() {
      return value.toPlainString();
    }
  }

  /** True or false. */
  record Bool(boolean value, Span span) implements OptionValue {
    @Override
    public String asText() {
      return Boolean.toString(value);
    }
  }

  /** An interval literal. */
  record Duration(Interval value, Span span) implements OptionValue {
    @Override
    public String asText() {
      return value.toString();
    }
  }
}
