package dev.laminar.internal.plan;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;
import java.util.OptionalInt;

/**
 * One aggregate over input columns.
 *
 * @param function canonical name in the registry: {@code count}, {@code sum}, {@code min} …
 * @param args input columns, already of the types that the function asks for; empty for count(*)
 * @param filter a BOOLEAN input column; only rows where it is true count
 * @param params literal arguments in the form that {@link dev.laminar.data.Column#get} gives, such
 *     as the fraction of a percentile
 * @param orderBy order in which values are fed, where the function cares (array_agg, string_agg)
 */
public record AggregateCall(
    String function,
    List<Integer> args,
    List<Object> params,
    boolean distinct,
    OptionalInt filter,
    List<SortKey> orderBy,
    String name,
    DataType type,
    boolean nullable) {

  public AggregateCall {
    args = List.copyOf(args);
    params = List.copyOf(params);
    orderBy = List.copyOf(orderBy);
  }

  /** A call without literal arguments. */
  public AggregateCall(
      String function,
      List<Integer> args,
      boolean distinct,
      OptionalInt filter,
      List<SortKey> orderBy,
      String name,
      DataType type,
      boolean nullable) {
    this(function, args, List.of(), distinct, filter, orderBy, name, type, nullable);
  }

  public Field field() {
    return new Field(name, type, nullable);
  }

  /** A column to sort by. */
  public record SortKey(int column, boolean descending, boolean nullsFirst) {}
}
