package dev.laminar.internal.aggregate;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The registry of aggregate functions: planner, runtime, {@code SHOW FUNCTIONS} and the docs ask
 * it. Immutable; any thread.
 */
public final class AggregateFunctions {

  /**
   * A typed call.
   *
   * @param arguments what each argument is to be cast to
   * @param type of the result
   * @param nullable whether the result can be null although the group has rows
   */
  public record Bound(List<DataType> arguments, DataType type, boolean nullable) {
    public Bound {
      arguments = List.copyOf(arguments);
    }
  }

  private static final Map<String, AggregateFunction> FUNCTIONS = functions();

  private AggregateFunctions() {}

  private static Map<String, AggregateFunction> functions() {
    Map<String, AggregateFunction> functions = new TreeMap<>();
    for (AggregateFunction function : Catalogue.functions()) {
      functions.put(function.name(), function);
    }
    Catalogue.aliases()
        .forEach((alias, name) -> functions.put(alias, Catalogue.alias(alias, functions, name)));
    return Collections.unmodifiableMap(functions);
  }

  /** All functions, by name. */
  public static Collection<AggregateFunction> all() {
    return FUNCTIONS.values();
  }

  public static boolean exists(String name) {
    return FUNCTIONS.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Types a call.
   *
   * @param args the arguments as they are; after them, for {@code first_value} and {@code
   *     last_value}, the event time
   * @param params literal arguments, as {@link dev.laminar.data.Column#get} gives them: a
   *     percentile's fraction, the separator of string_agg, the k of top_k
   * @throws LaminarException (INVALID_QUERY) if there is no such function for such arguments
   */
  public static Bound bind(String name, List<Field> args, List<Object> params, boolean distinct) {
    AggregateFunction function = find(name);
    Bound bound = function.type(args, params);
    if (bound == null) {
      throw new LaminarException(ErrorCode.INVALID_QUERY, mismatch(function, args));
    }
    if (distinct && args.isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY, name + "(DISTINCT) needs an argument: name a column");
    }
    return bound;
  }

  private static String mismatch(AggregateFunction function, List<Field> args) {
    List<String> types = new ArrayList<>();
    args.forEach(field -> types.add(field.type().toString()));
    return function.name()
        + "("
        + String.join(", ", types)
        + ") does not exist; there is "
        + String.join("; ", function.signatures());
  }

  static AggregateFunction find(String name) {
    AggregateFunction function = FUNCTIONS.get(name.toLowerCase(Locale.ROOT));
    if (function == null) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "there is no aggregate function " + name + "; there are " + FUNCTIONS.keySet());
    }
    return function;
  }
}
