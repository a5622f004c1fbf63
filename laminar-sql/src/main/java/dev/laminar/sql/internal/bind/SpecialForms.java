package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.sql.parser.Interval;
import dev.laminar.sql.parser.LaminarOperators;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Calls whose operands are not simply arguments. */
final class SpecialForms {

  private final ExpressionBinder binder;
  private final JsonForms json;

  SpecialForms(ExpressionBinder binder) {
    this.binder = binder;
    this.json = new JsonForms(binder);
  }

  /** The call bound, or empty if it is an ordinary one. */
  Optional<Expr> bind(SqlCall call) {
    return Optional.ofNullable(form(call));
  }

  private @Nullable Expr form(SqlCall call) {
    return switch (call.getKind()) {
      case AS, PLUS_PREFIX -> binder.bind(call.operand(0));
      case CAST -> binder.cast(call, false);
      case SAFE_CAST -> binder.cast(call, true);
      case MINUS_PREFIX -> negated(call);
      case PLUS, MINUS -> mixedInterval(call);
      case INTERVAL -> multipliedInterval(call);
      case BETWEEN -> between(call);
      case IN, NOT_IN -> in(call);
      case LIKE, SIMILAR -> like(call);
      case POSIX_REGEX_CASE_SENSITIVE, POSIX_REGEX_CASE_INSENSITIVE -> regex(call);
      case NOT -> Functions.call("not", binder.condition(call.operand(0), "NOT"));
      case EXTRACT -> Functions.call("extract", unit(call.operand(0)), bind(call, 1));
      case FLOOR, CEIL -> rounded(call);
      case TRIM -> trim(call);
      case ITEM -> item(call);
      case DOT -> Fields.field(bind(call, 0), fieldName(call.operand(1)), call);
      case ROW -> binder.row(call.getOperandList());
      case ARRAY_VALUE_CONSTRUCTOR ->
          Functions.call("array", binder.bindAll(call.getOperandList()));
      case MAP_VALUE_CONSTRUCTOR -> Functions.call("map", binder.bindAll(call.getOperandList()));
      case JSON_VALUE_EXPRESSION -> bind(call, 0);
      case FILTER, WITHIN_GROUP, WITHIN_DISTINCT, IGNORE_NULLS, RESPECT_NULLS ->
          binder.aggregate(call);
      case OVER -> throw later(call, "OVER", "group by a window or a key instead");
      case EXISTS, SOME, ALL, UNIQUE, ARRAY_QUERY_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR ->
          throw later(call, call.getOperator().getName() + " (query)", "join the query instead");
      default -> named(call);
    };
  }

  static RuntimeException later(SqlNode node, String what, String instead) {
    return BindError.unsupported(node, what + " is not supported here; " + instead);
  }

  private @Nullable Expr named(SqlCall call) {
    if (call.getOperator() == LaminarOperators.INTERVAL_OF) {
      return Literals.interval(call, Interval.of(call).orElseThrow());
    }
    return switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
      case "AT TIME ZONE" -> Functions.call("timezone", bind(call, 1), bind(call, 0));
      case "TRY_CAST", "SAFE_CAST" -> binder.cast(call, true);
      case "TIMESTAMPADD", "TIMESTAMPDIFF" -> withUnitFirst(call);
      case "JSON_EXISTS", "JSON_VALUE", "JSON_QUERY", "JSON_OBJECT", "JSON_ARRAY" ->
          json.bind(call);
      default -> null;
    };
  }

  private Expr bind(SqlCall call, int operand) {
    return binder.bind(call.operand(operand));
  }

  // ---- numbers and intervals

  private Expr negated(SqlCall call) {
    if (call.operand(0) instanceof SqlNumericLiteral literal) {
      return Literals.number(literal, literal.getValueAs(BigDecimal.class).negate());
    }
    return Functions.call("negate", bind(call, 0));
  }

  /** An interval of months and microseconds is added in these two steps. */
  private @Nullable Expr mixedInterval(SqlCall call) {
    if (call.operandCount() != 2) {
      return null;
    }
    Optional<Interval> interval = Interval.of(call.operand(1));
    if (interval.isEmpty() || interval.get().months() == 0 || interval.get().micros() == 0) {
      return null;
    }
    String operator = call.getKind() == SqlKind.PLUS ? "+" : "-";
    Expr months = new Expr.Literal(interval.get().months(), new DataType.MonthInterval());
    Expr micros = new Expr.Literal(interval.get().micros(), new DataType.TimeInterval());
    return Functions.call(operator, Functions.call(operator, bind(call, 0), months), micros);
  }

  /** {@code INTERVAL expression UNIT}. */
  private Expr multipliedInterval(SqlCall call) {
    String unit = unitName(call.operand(1));
    Interval one = Interval.parse("1 " + unit);
    return Functions.call("*", bind(call, 0), Literals.interval(call, one));
  }

  // ---- conditions

  private Expr between(SqlCall call) {
    SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
    Expr value = bind(call, 0);
    Expr lower = bind(call, 1);
    Expr upper = bind(call, 2);
    Expr between = Functions.call("between", value, lower, upper);
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      between = Functions.call("or", between, Functions.call("between", value, upper, lower));
    }
    return operator.isNegated() ? Functions.call("not", between) : between;
  }

  private Expr in(SqlCall call) {
    if (!(call.operand(1) instanceof SqlNodeList list)) {
      throw later(call, "IN (query) inside an expression", "join the query instead");
    }
    List<Expr> args = new ArrayList<>();
    args.add(bind(call, 0));
    args.addAll(binder.bindAll(NodeLists.of(list)));
    Expr in = Functions.call("in", args);
    return call.getKind() == SqlKind.NOT_IN ? Functions.call("not", in) : in;
  }

  private Expr like(SqlCall call) {
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    String name =
        operator.getKind() == SqlKind.SIMILAR
            ? "similar"
            : operator.isCaseSensitive() ? "like" : "ilike";
    Expr like = Functions.call(name, binder.bindAll(call.getOperandList()));
    return operator.isNegated() ? Functions.call("not", like) : like;
  }

  private Expr regex(SqlCall call) {
    boolean sensitive = call.getKind() == SqlKind.POSIX_REGEX_CASE_SENSITIVE;
    Expr match = Functions.call(sensitive ? "~" : "~*", bind(call, 0), bind(call, 1));
    boolean negated = call.getOperator().getName().startsWith("NEGATED");
    return negated ? Functions.call("not", match) : match;
  }

  // ---- times

  private static Expr unit(SqlNode node) {
    return new Expr.Literal(unitName(node).toLowerCase(Locale.ROOT), DataType.TEXT);
  }

  private static String unitName(SqlNode node) {
    return switch (node) {
      case SqlIntervalQualifier qualifier ->
          qualifier.timeFrameName != null ? qualifier.timeFrameName : qualifier.getUnit().name();
      case SqlIdentifier identifier -> identifier.getSimple();
      case SqlLiteral literal -> String.valueOf(literal.toValue());
      default -> throw BindError.invalid(node, "expected a unit of time such as HOUR");
    };
  }

  private @Nullable Expr rounded(SqlCall call) {
    if (call.operandCount() != 2 || !(call.operand(1) instanceof SqlIntervalQualifier unit)) {
      return null;
    }
    if (call.getKind() == SqlKind.CEIL) {
      throw later(call, "CEIL of a time", "use date_trunc('unit', time) and add an interval");
    }
    return Functions.call("date_trunc", unit(unit), bind(call, 0));
  }

  private Expr withUnitFirst(SqlCall call) {
    List<Expr> args = new ArrayList<>();
    args.add(unit(call.operand(0)));
    for (SqlNode operand : call.getOperandList().subList(1, call.operandCount())) {
      args.add(binder.bind(operand));
    }
    return Functions.call(call.getOperator().getName().toLowerCase(Locale.ROOT), args);
  }

  // ---- text, lists and structs

  private @Nullable Expr trim(SqlCall call) {
    if (call.operandCount() != 3 || !(call.operand(0) instanceof SqlLiteral flag)) {
      return null;
    }
    String name =
        switch (flag.getValueAs(SqlTrimFunction.Flag.class)) {
          case BOTH -> "trim";
          case LEADING -> "ltrim";
          case TRAILING -> "rtrim";
        };
    return Functions.call(name, bind(call, 2), bind(call, 1));
  }

  private Expr item(SqlCall call) {
    Expr value = bind(call, 0);
    if (value.type() instanceof DataType.Struct
        && call.operand(1) instanceof SqlLiteral literal
        && !(literal instanceof SqlNumericLiteral)) {
      return Fields.field(value, Literals.text(literal), call);
    }
    return Functions.call("item", value, bind(call, 1));
  }

  private static String fieldName(SqlNode node) {
    return node instanceof SqlIdentifier identifier
        ? identifier.names.getLast()
        : String.valueOf(((SqlLiteral) node).toValue());
  }
}
