package dev.laminar.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A computation on the columns of a row, written in Java and compiled like SQL's. It is bound to
 * columns and types when a stream takes it; a name or type that does not fit is an error there.
 * Immutable.
 */
public sealed interface Expression {

  /** A column by name; {@code a.b} reaches into a struct. */
  static Expression col(String name) {
    return new ColumnName(name);
  }

  /** A constant: Boolean, whole or decimal number, String, byte[], java.time value, or null. */
  static Expression lit(@Nullable Object value) {
    return new Constant(value);
  }

  /** A function or operator of SQL by its name; {@code SHOW FUNCTIONS} lists them. */
  static Expression call(String function, Expression... args) {
    return new FunctionCall(function, List.of(args));
  }

  /** The same under a name of its own. */
  default Expression as(String name) {
    return new Named(this, name);
  }

  default Expression plus(Object other) {
    return call("+", this, of(other));
  }

  default Expression minus(Object other) {
    return call("-", this, of(other));
  }

  default Expression times(Object other) {
    return call("*", this, of(other));
  }

  default Expression dividedBy(Object other) {
    return call("/", this, of(other));
  }

  default Expression equalTo(Object other) {
    return call("=", this, of(other));
  }

  default Expression notEqualTo(Object other) {
    return call("<>", this, of(other));
  }

  default Expression lessThan(Object other) {
    return call("<", this, of(other));
  }

  default Expression atMost(Object other) {
    return call("<=", this, of(other));
  }

  default Expression greaterThan(Object other) {
    return call(">", this, of(other));
  }

  default Expression atLeast(Object other) {
    return call(">=", this, of(other));
  }

  default Expression and(Expression other) {
    return call("and", this, other);
  }

  default Expression or(Expression other) {
    return call("or", this, other);
  }

  default Expression not() {
    return call("not", this);
  }

  default Expression isNull() {
    return call("is_null", this);
  }

  default Expression isNotNull() {
    return call("is_not_null", this);
  }

  /** Whether it equals one of the values. */
  default Expression in(Object... values) {
    Expression[] args = new Expression[values.length + 1];
    args[0] = this;
    for (int i = 0; i < values.length; i++) {
      args[i + 1] = of(values[i]);
    }
    return call("in", args);
  }

  private static Expression of(Object value) {
    return value instanceof Expression expression ? expression : new Constant(value);
  }

  /** The name that a result column gets if none is given. */
  default Optional<String> name() {
    return switch (this) {
      case ColumnName column ->
          Optional.of(column.path().substring(column.path().lastIndexOf('.') + 1));
      case Named named -> Optional.of(named.alias());
      case Constant c -> Optional.empty();
      case FunctionCall f -> Optional.empty();
    };
  }

  /** See {@link #col}. */
  record ColumnName(String path) implements Expression {}

  /** See {@link #lit}. */
  record Constant(@Nullable Object value) implements Expression {}

  /** See {@link #call}. */
  record FunctionCall(String function, List<Expression> args) implements Expression {
    public FunctionCall {
      args = List.copyOf(args);
    }

    @Override
    public String toString() {
      return function + Arrays.toString(args.toArray());
    }
  }

  /** See {@link #as}. */
  record Named(Expression expression, String alias) implements Expression {}
}
