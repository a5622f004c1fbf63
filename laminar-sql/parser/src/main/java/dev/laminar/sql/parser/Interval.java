package dev.laminar.sql.parser;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A length of time: a number of months, whose length the calendar decides, and a number of
 * microseconds. A day is 24 hours.
 */
public record Interval(long months, long micros) {
  /** No time at all. */
  public static final Interval ZERO = new Interval(0, 0);

  /**
   * Reads an interval as Postgres does: {@code 1 day 2 hours}, {@code 10 s}, {@code 00:05:00},
   * {@code 1-2} (a year and two months), {@code PT1M}. A bare number has no unit and is refused.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Interval parse(String text) {
    return IntervalText.parse(text);
  }

  /**
   * Reads the text of {@code INTERVAL '…' start TO end}, or of {@code INTERVAL '…' start}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Interval parse(String text, String start, @Nullable String end) {
    return IntervalText.parse(text, unit(start), end == null ? null : unit(end));
  }

  /**
   * The interval that a node of a query says, if the node is an interval literal of any spelling.
   * Expressions of literals are not computed.
   */
  public static Optional<Interval> of(SqlNode node) {
    if (node instanceof SqlIntervalLiteral literal) {
      return Optional.of(of(literal));
    }
    if (node instanceof SqlCall call && call.getOperator() == LaminarOperators.INTERVAL_OF) {
      return Optional.of(new Interval(number(call.operand(0)), number(call.operand(1))));
    }
    return Optional.empty();
  }

  /** The sum; overflow is an {@link ArithmeticException}. */
  public Interval plus(Interval other) {
    return new Interval(Math.addExact(months, other.months), Math.addExact(micros, other.micros));
  }

  /** The same length backwards. */
  public Interval negated() {
    return new Interval(Math.negateExact(months), Math.negateExact(micros));
  }

  /** As SQL that {@link #parse} reads back. */
  @Override
  public String toString() {
    if (months == 0) {
      return IntervalText.clock(micros);
    }
    return months + " months" + (micros == 0 ? "" : " " + IntervalText.clock(micros));
  }

  private static IntervalUnit unit(String name) {
    IntervalUnit unit = IntervalUnit.named(name);
    if (unit == null) {
      throw new IllegalArgumentException("an interval cannot be measured in " + name);
    }
    return unit;
  }

  private static Interval of(SqlIntervalLiteral literal) {
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    return literal.getTypeName().isYearMonth()
        ? new Interval(value.longValueExact(), 0)
        : new Interval(0, value.multiply(BigDecimal.valueOf(1000)).longValueExact());
  }

  private static long number(SqlNode node) {
    return ((SqlLiteral) node).longValue(true);
  }
}
