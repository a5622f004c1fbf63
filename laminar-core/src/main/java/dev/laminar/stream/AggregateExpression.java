package dev.laminar.stream;

import java.util.List;
import java.util.Optional;

/** An aggregate over the rows of a group, such as {@code sum("price").as("total")}. Immutable. */
public record AggregateExpression(
    String function,
    List<Expression> args,
    boolean isDistinct,
    Optional<Expression> filter,
    Optional<String> alias) {

  public AggregateExpression {
    args = List.copyOf(args);
  }

  /** An aggregate function of SQL by name; {@code SHOW FUNCTIONS} lists them. */
  public static AggregateExpression aggregate(String function, Expression... args) {
    return new AggregateExpression(
        function, List.of(args), false, Optional.empty(), Optional.empty());
  }

  /** The number of rows. */
  public static AggregateExpression count() {
    return aggregate("count");
  }

  /** The number of rows in which the column is not null. */
  public static AggregateExpression count(String column) {
    return aggregate("count", Expression.col(column));
  }

  public static AggregateExpression sum(String column) {
    return aggregate("sum", Expression.col(column));
  }

  public static AggregateExpression avg(String column) {
    return aggregate("avg", Expression.col(column));
  }

  public static AggregateExpression min(String column) {
    return aggregate("min", Expression.col(column));
  }

  public static AggregateExpression max(String column) {
    return aggregate("max", Expression.col(column));
  }

  /** The same over distinct values only. */
  public AggregateExpression distinct() {
    return new AggregateExpression(function, args, true, filter, alias);
  }

  /** The same over the rows for which the condition is true. */
  public AggregateExpression where(Expression condition) {
    return new AggregateExpression(function, args, isDistinct, Optional.of(condition), alias);
  }

  /** The same under a name of its own; without one it is the function's. */
  public AggregateExpression as(String name) {
    return new AggregateExpression(function, args, isDistinct, filter, Optional.of(name));
  }

  public String name() {
    return alias.orElse(function);
  }
}
