package dev.laminar.internal.expr;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.compile.Interpreter;
import dev.laminar.internal.expr.function.RowError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Simplifies and checks expressions before they are compiled. Stateless. */
public final class Exprs {

  /** What depends on the time is not known beforehand. */
  private static final Set<String> CHANGING =
      Set.of("now", "localtimestamp", "current_date", "current_time", "unix_timestamp");

  private Exprs() {}

  static boolean isNull(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() == null;
  }

  /**
   * The expression with what is known beforehand computed. A part that would fail on every row
   * stays as it is: perhaps no row gets there. A literal that cannot be cast is an error at once.
   */
  public static Expr fold(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef column -> column;
      case Expr.Literal literal -> normal(literal);
      case Expr.FieldOf field ->
          simplify(
              new Expr.FieldOf(
                  fold(field.struct()), field.index(), field.type(), field.nullable()));
      case Expr.Cast cast -> foldCast(cast);
      case Expr.Call call -> foldCall(call);
      case Expr.Case choice -> foldCase(choice);
    };
  }

  private static Expr foldCast(Expr.Cast cast) {
    Expr value = fold(cast.value());
    if (value.type().equals(cast.type())) {
      return value;
    }
    Expr.Cast folded = new Expr.Cast(value, cast.type(), cast.orNull());
    if (!(value instanceof Expr.Literal literal)) {
      return folded;
    }
    try {
      return evaluated(folded);
    } catch (RowError e) {
      if (literal.type() instanceof DataType.Text) {
        throw new LaminarException(
            ErrorCode.INVALID_QUERY,
            "the literal does not fit " + cast.type() + ": " + e.getMessage(),
            e);
      }
      return folded;
    }
  }

  private static Expr foldCall(Expr.Call call) {
    List<Expr> args = new ArrayList<>();
    boolean constant = !CHANGING.contains(call.function());
    for (Expr arg : call.args()) {
      Expr folded = fold(arg);
      args.add(folded);
      constant &= folded instanceof Expr.Literal;
    }
    Expr.Call folded = new Expr.Call(call.function(), args, call.type(), call.nullable());
    if (!constant) {
      return folded;
    }
    try {
      return evaluated(folded);
    } catch (RowError e) {
      return folded;
    }
  }

  private static Expr evaluated(Expr expr) {
    @Nullable Object value = new Interpreter(List.of(), 0).value(expr);
    return normal(new Expr.Literal(value, expr.type()));
  }

  private static Expr foldCase(Expr.Case choice) {
    List<Expr.When> whens = new ArrayList<>();
    Expr otherwise = fold(choice.otherwise());
    for (Expr.When when : choice.whens()) {
      Expr condition = fold(when.condition());
      if (condition instanceof Expr.Literal literal) {
        if (Boolean.TRUE.equals(literal.value())) {
          otherwise = fold(when.result());
          break;
        }
        continue;
      }
      whens.add(new Expr.When(condition, fold(when.result())));
    }
    return whens.isEmpty()
        ? otherwise
        : new Expr.Case(whens, otherwise, choice.type(), choice.nullable());
  }

  /** A decimal's value with its type's scale; whole numbers as Long. */
  private static Expr normal(Expr.Literal literal) {
    Object value = literal.value();
    if (literal.type() instanceof DataType.Decimal decimal && value instanceof Number) {
      BigDecimal exact = value instanceof BigDecimal d ? d : new BigDecimal(value.toString());
      return new Expr.Literal(
          exact.setScale(decimal.scale(), RoundingMode.HALF_UP), literal.type());
    }
    return literal;
  }

  static Expr simplify(Expr expr) {
    return switch (expr) {
      case Expr.FieldOf field
          when field.struct() instanceof Expr.Call call && call.function().equals("row") ->
          call.args().get(field.index());
      case Expr.Call call when call.function().startsWith("json_extract_path") -> steps(call);
      default -> expr;
    };
  }

  /** A path of names as one step after the other. */
  private static Expr steps(Expr.Call call) {
    Expr at = call.args().getFirst();
    for (int i = 1; i < call.args().size(); i++) {
      boolean asText = i == call.args().size() - 1 && call.type() instanceof DataType.Text;
      at = Functions.call(asText ? "->>" : "->", at, call.args().get(i));
    }
    return at;
  }

  /** Checks that column references fit the input. */
  static void check(Expr expr, List<DataType> input) {
    switch (expr) {
      case Expr.ColumnRef column -> {
        boolean exists = column.index() >= 0 && column.index() < input.size();
        if (!exists || !input.get(column.index()).equals(column.type())) {
          throw new LaminarException(
              ErrorCode.BUG, "the input has no column " + column + ": " + input);
        }
      }
      case Expr.Literal literal -> {}
      case Expr.FieldOf field -> {
        check(field.struct(), input);
        List<Field> fields = ((DataType.Struct) field.struct().type()).fields();
        if (!fields.get(field.index()).type().equals(field.type())) {
          throw new LaminarException(ErrorCode.BUG, "the struct has no field " + field);
        }
      }
      case Expr.Cast cast -> check(cast.value(), input);
      case Expr.Call call -> call.args().forEach(arg -> check(arg, input));
      case Expr.Case choice -> {
        for (Expr.When when : choice.whens()) {
          check(when.condition(), input);
          check(when.result(), input);
        }
        check(choice.otherwise(), input);
      }
    }
  }
}
