package dev.laminar.internal.aggregate;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function: its name, what users are told of it, how calls are typed, and what
 * computes it. Immutable.
 */
public final class AggregateFunction {

  /** Types a call; null if the arguments are not the function's. */
  @FunctionalInterface
  interface Typing {
    AggregateFunctions.@Nullable Bound type(List<Field> args, List<Object> params);
  }

  /** Makes what computes one call. */
  @FunctionalInterface
  interface Maker {
    Accumulator make(Binding binding);
  }

  private final String name;
  private final List<String> signatures;
  private final String description;
  private final String example;
  private final Typing typing;
  private final Maker maker;

  AggregateFunction(
      String name,
      List<String> signatures,
      String description,
      String example,
      Typing typing,
      Maker maker) {
    this.name = name;
    this.signatures = signatures;
    this.description = description;
    this.example = example;
    this.typing = typing;
    this.maker = maker;
  }

  public String name() {
    return name;
  }

  /** Such as {@code sum(BIGINT) → BIGINT}. */
  public List<String> signatures() {
    return signatures;
  }

  public String description() {
    return description;
  }

  /** An expression that uses it. */
  public String example() {
    return example;
  }

  AggregateFunctions.@Nullable Bound type(List<Field> args, List<Object> params) {
    return typing.type(args, params);
  }

  Accumulator make(Binding binding) {
    return maker.make(binding);
  }

  static AggregateFunctions.Bound bound(DataType argument, DataType result, boolean nullable) {
    return new AggregateFunctions.Bound(List.of(argument), result, nullable);
  }
}
