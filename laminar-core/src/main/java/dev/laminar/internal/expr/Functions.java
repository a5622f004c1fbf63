package dev.laminar.internal.expr;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The scalar functions and operators, and how a call of one is bound: the overload is chosen as
 * Postgres does (the one that fits with the least implicit casts), arguments are cast to what it
 * takes, type and nullability follow.
 *
 * <p>A literal text, or NULL of type TEXT, takes on the type that its place asks for, so hand
 * literals over as {@link Expr.Literal}. Immutable; any thread.
 */
public final class Functions {

  private static final Map<String, ScalarFunction> FUNCTIONS;
  private static final Map<String, String> ALIASES;

  static {
    FunctionTable table = FunctionTable.read();
    FUNCTIONS = table.functions();
    ALIASES = table.aliases();
    ALIASES.put("!=", "<>");
    ALIASES.put("==", "=");
  }

  private Functions() {}

  /** The function of that name or alias, in any case. */
  public static Optional<ScalarFunction> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(FUNCTIONS.get(ALIASES.getOrDefault(lower, lower)));
  }

  /** All functions, in the order of the reference; aliases are not repeated. */
  public static List<ScalarFunction> all() {
    return List.copyOf(FUNCTIONS.values());
  }

  /** Other names of functions, with the canonical one. */
  public static Map<String, String> aliases() {
    return Map.copyOf(ALIASES);
  }

  /** A call of a function or operator, bound. */
  public static Expr call(String name, Expr... args) {
    return call(name, List.of(args));
  }

  /** A call of a function or operator, bound; throws INVALID_QUERY if no overload fits. */
  public static Expr call(String name, List<Expr> args) {
    if (name.equalsIgnoreCase("between") && args.size() == 3) {
      return call(
          "and", call(">=", args.get(0), args.get(1)), call("<=", args.get(0), args.get(2)));
    }
    ScalarFunction function = find(name).orElseThrow(() -> unknown(name));
    if (function.name().equals("in") && !literals(args)) {
      return anyOf(args);
    }
    List<Expr> coerced = Arithmetic.coerce(function.name(), args);
    return new Binding(choose(function, coerced), coerced).call();
  }

  private static boolean literals(List<Expr> args) {
    return args.stream().skip(1).allMatch(Expr.Literal.class::isInstance);
  }

  private static Expr anyOf(List<Expr> args) {
    List<Expr> equal = new ArrayList<>();
    for (Expr other : args.subList(1, args.size())) {
      equal.add(call("=", args.getFirst(), other));
    }
    return call("or", equal);
  }

  private static Overload choose(ScalarFunction function, List<Expr> args) {
    Overload best = null;
    int least = Integer.MAX_VALUE;
    for (Overload overload : function.overloads()) {
      int cost = overload.cost(args);
      if (cost >= 0 && cost < least && new Binding(overload, args).unifies()) {
        best = overload;
        least = cost;
      }
    }
    if (best == null) {
      throw mismatch(function, args);
    }
    return best;
  }

  private static LaminarException unknown(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String near =
        Names.nearest(lower, FUNCTIONS.keySet(), ALIASES.keySet())
            .map(found -> "; did you mean " + found + "?")
            .orElse("; SHOW FUNCTIONS lists those that there are");
    return new LaminarException(ErrorCode.INVALID_QUERY, "there is no function " + name + near);
  }

  private static LaminarException mismatch(ScalarFunction function, List<Expr> args) {
    String got =
        args.stream()
            .map(arg -> Exprs.isNull(arg) ? "NULL" : arg.type().toString())
            .collect(Collectors.joining(", ", "(", ")"));
    String candidates = String.join("; ", function.signatures());
    return new LaminarException(
        ErrorCode.INVALID_QUERY,
        "%s expects other arguments, got %s; candidates: %s; cast an argument if one of them is meant"
            .formatted(function.name(), got, candidates));
  }

  /** The value as that type; a value that does not fit fails its row. */
  public static Expr cast(Expr value, DataType type) {
    return cast(value, type, false);
  }

  /** The value as that type, or null where it does not fit. */
  public static Expr tryCast(Expr value, DataType type) {
    return cast(value, type, true);
  }

  private static Expr cast(Expr value, DataType type, boolean orNull) {
    if (value.type().equals(type)) {
      return value;
    }
    if (Exprs.isNull(value)) {
      return new Expr.Literal(null, type);
    }
    if (!Types.castable(value.type(), type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "a value of type " + value.type() + " cannot be cast to " + type);
    }
    return Exprs.fold(new Expr.Cast(value, type, orNull));
  }

  /** A searched CASE; without {@code otherwise} it is null where no condition is true. */
  public static Expr caseWhen(List<Expr.When> whens, Optional<Expr> otherwise) {
    List<Expr> results = new ArrayList<>();
    whens.forEach(when -> results.add(when.result()));
    otherwise.ifPresent(results::add);
    DataType type = Binding.common(results);
    List<Expr.When> bound = new ArrayList<>();
    boolean nullable = otherwise.isEmpty();
    for (Expr.When when : whens) {
      Expr result = cast(when.result(), type);
      bound.add(new Expr.When(condition(when.condition()), result));
      nullable |= result.nullable();
    }
    Expr last = otherwise.map(o -> cast(o, type)).orElseGet(() -> new Expr.Literal(null, type));
    return new Expr.Case(bound, last, type, nullable || last.nullable());
  }

  private static Expr condition(Expr condition) {
    if (condition.type() instanceof DataType.Bool || TypePattern.flexible(condition)) {
      return cast(condition, DataType.BOOLEAN);
    }
    throw new LaminarException(
        ErrorCode.INVALID_QUERY, "WHEN expects a BOOLEAN, got " + condition.type());
  }

  /** A struct with these field names. */
  public static Expr row(List<String> names, List<Expr> values) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Expr value = values.get(i);
      fields.add(new Field(names.get(i), value.type(), value.nullable()));
    }
    return new Expr.Call("row", values, new DataType.Struct(fields), false);
  }

  /** Field {@code index} of a struct. */
  public static Expr field(Expr struct, int index) {
    if (!(struct.type() instanceof DataType.Struct type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY, "expected a STRUCT before the dot, got " + struct.type());
    }
    Field field = type.fields().get(index);
    return Exprs.fold(
        new Expr.FieldOf(struct, index, field.type(), struct.nullable() || field.nullable()));
  }

  /** The overload that a bound call goes to. */
  public static Overload overload(Expr.Call call) {
    ScalarFunction function =
        find(call.function())
            .orElseThrow(() -> new IllegalStateException("no function " + call.function()));
    return choose(function, call.args());
  }
}
