package dev.laminar.internal.expr;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.compile.Sites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One overload applied to arguments: settles type variables, casts, and derives the result. */
final class Binding {

  private static final Set<String> FRACTIONAL = Set.of("second", "seconds", "epoch");
  private static final Set<String> THOUSANDTHS = Set.of("millisecond", "milliseconds");

  private final Overload overload;
  private final List<Expr> args;
  private final Map<String, DataType> variables = new HashMap<>();

  Binding(Overload overload, List<Expr> args) {
    this.overload = overload;
    this.args = args;
  }

  /** The type that all have in common; literals follow the others. */
  static DataType common(List<Expr> values) {
    @Nullable DataType type = null;
    for (Expr value : values) {
      if (!TypePattern.flexible(value)) {
        type = type == null ? value.type() : Types.common(type, value.type());
      }
    }
    return type == null ? literalType(values) : type;
  }

  private static DataType literalType(List<Expr> values) {
    for (Expr value : values) {
      if (!Exprs.isNull(value)) {
        return value.type();
      }
    }
    return values.isEmpty() ? DataType.TEXT : values.getFirst().type();
  }

  /** Whether each type variable has one type that its arguments agree on. */
  boolean unifies() {
    for (String variable : List.of("T", "K", "V")) {
      if (!unify(variable)) {
        return false;
      }
    }
    return !overload.code().equals("@compare") || !(variables.get("T") instanceof DataType.Json);
  }

  private boolean unify(String variable) {
    @Nullable DataType type = null;
    @Nullable Expr literal = null;
    boolean used = false;
    for (int i = 0; i < args.size(); i++) {
      String pattern = overload.param(i).text();
      Expr arg = args.get(i);
      boolean concerns =
          pattern.equals(variable)
              || pattern.equals(variable + "[]")
              || (pattern.equals("map") && !variable.equals("T"));
      if (!concerns) {
        continue;
      }
      used = true;
      if (TypePattern.flexible(arg)) {
        literal = literal == null || Exprs.isNull(literal) ? arg : literal;
        continue;
      }
      DataType found = part(pattern, variable, arg.type());
      Optional<DataType> common = type == null ? Optional.of(found) : Types.tryCommon(type, found);
      if (common.isEmpty()) {
        return false;
      }
      type = common.get();
    }
    if (used) {
      variables.put(
          variable, type != null ? type : literal != null ? literal.type() : DataType.TEXT);
    }
    return true;
  }

  private static DataType part(String pattern, String variable, DataType type) {
    return switch (type) {
      case DataType.MapOf map when pattern.equals("map") ->
          variable.equals("K") ? map.key() : map.value().type();
      case DataType.ListOf list when pattern.endsWith("[]") -> list.element().type();
      default -> type;
    };
  }

  Expr call() {
    if (!unifies()) {
      throw new IllegalStateException("does not unify: " + overload);
    }
    List<Expr> cast = new ArrayList<>(args.size());
    for (int i = 0; i < args.size(); i++) {
      cast.add(Functions.cast(args.get(i), target(overload.param(i), args.get(i))));
    }
    if (overload.code().equals("@compare") || overload.code().equals("@distinct")) {
      cast = exactlyComparable(cast);
    }
    Sites.check(overload.code(), cast);
    DataType type = result(cast);
    if (type instanceof DataType.MapOf map && overload.code().equals("@map")) {
      for (int i = 0; i < cast.size(); i++) {
        DataType part = i % 2 == 0 ? map.key() : map.value().type();
        cast.set(i, Functions.cast(cast.get(i), part));
      }
    }
    return Exprs.simplify(new Expr.Call(overload.name(), cast, type, nullable(cast)));
  }

  /** Decimals whose common type would round are compared as they are. */
  private List<Expr> exactlyComparable(List<Expr> cast) {
    if (Types.isNumeric(args.get(0).type())
        && Types.isNumeric(args.get(1).type())
        && cast.getFirst().type() instanceof DataType.Decimal common) {
      DataType.Decimal x = Types.asDecimal(args.get(0).type());
      DataType.Decimal y = Types.asDecimal(args.get(1).type());
      int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
      if (common.scale() < Math.max(x.scale(), y.scale()) || whole + common.scale() > 38) {
        return List.of(Functions.cast(args.get(0), x), Functions.cast(args.get(1), y));
      }
    }
    return cast;
  }

  private DataType target(TypePattern pattern, Expr arg) {
    return switch (pattern.text()) {
      case "T", "K", "V" -> variables.getOrDefault(pattern.text(), DataType.TEXT);
      case "T[]", "K[]", "V[]" -> listTarget(pattern.text().substring(0, 1), arg.type());
      default -> pattern.target(arg);
    };
  }

  private DataType listTarget(String variable, DataType given) {
    DataType element = variables.getOrDefault(variable, DataType.TEXT);
    return given instanceof DataType.ListOf list && list.element().type().equals(element)
        ? given
        : TypePattern.list(element);
  }

  private DataType result(List<Expr> cast) {
    String result = overload.result();
    if (result.startsWith("=")) {
      return byRule(result.substring(1), cast);
    }
    Optional<DataType> exact = new TypePattern(result).exact();
    if (exact.isPresent()) {
      return exact.get();
    }
    return switch (result) {
      case "T", "K", "V" -> variables.getOrDefault(result, DataType.TEXT);
      case "T[]", "K[]", "V[]" ->
          TypePattern.list(variables.getOrDefault(result.substring(0, 1), DataType.TEXT));
      default -> ofParam(result, cast);
    };
  }

  private DataType ofParam(String pattern, List<Expr> cast) {
    for (int i = 0; i < cast.size(); i++) {
      if (overload.param(i).text().equals(pattern)) {
        return cast.get(i).type();
      }
    }
    throw new IllegalStateException("no parameter gives the result's type: " + overload);
  }

  private DataType byRule(String rule, List<Expr> cast) {
    return switch (rule) {
      case "extract" -> extracted(cast.getFirst());
      case "row" -> struct(cast);
      case "map" -> mapOf(cast);
      case "mapOf" ->
          new DataType.MapOf(
              variables.getOrDefault("K", DataType.TEXT),
              Field.of("value", variables.getOrDefault("V", DataType.TEXT)));
      default -> Arithmetic.result(rule, cast);
    };
  }

  private static DataType extracted(Expr unit) {
    if (unit instanceof Expr.Literal literal && literal.value() instanceof String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (FRACTIONAL.contains(lower)) {
        return new DataType.Decimal(18, 6);
      }
      return THOUSANDTHS.contains(lower) ? new DataType.Decimal(18, 3) : DataType.BIGINT;
    }
    return new DataType.Decimal(18, 6);
  }

  private static DataType struct(List<Expr> values) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(new Field("f" + (i + 1), values.get(i).type(), values.get(i).nullable()));
    }
    return new DataType.Struct(fields);
  }

  private static DataType mapOf(List<Expr> entries) {
    if (entries.size() % 2 != 0) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "map expects keys and values by turns, got " + entries.size() + " arguments");
    }
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      (i % 2 == 0 ? keys : values).add(entries.get(i));
    }
    return new DataType.MapOf(common(keys), Field.of("value", common(values)));
  }

  private boolean nullable(List<Expr> cast) {
    return switch (overload.nulls()) {
      case '?' -> true;
      case '!' -> false;
      case '&' -> cast.stream().allMatch(Expr::nullable);
      case '^' -> cast.getFirst().nullable();
      default -> cast.stream().anyMatch(Expr::nullable);
    };
  }
}
