package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Slice;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.function.Boxes;
import dev.laminar.internal.expr.function.Dates;
import dev.laminar.internal.expr.function.Jsons;
import dev.laminar.internal.expr.function.Lists;
import dev.laminar.internal.expr.function.Maps;
import dev.laminar.internal.expr.function.RowError;
import dev.laminar.internal.expr.function.Scratch;
import dev.laminar.internal.expr.function.Values;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes an expression over one row of objects (see {@code Column.get}): what folding constants
 * and casting the elements of arrays take, where compiling would not pay. It calls the same
 * functions as generated code but decides about nulls and branches by itself.
 */
public final class Interpreter {

  private final List<? extends @Nullable Object> row;
  private final long now;

  public Interpreter(List<? extends @Nullable Object> row, long now) {
    this.row = row;
    this.now = now;
  }

  /** The value that CAST gives; throws RowError if it does not fit. */
  public static @Nullable Object cast(Object value, DataType from, DataType to) {
    Expr cast = new Expr.Cast(new Expr.Literal(value, from), to, false);
    return new Interpreter(List.of(), 0).value(cast);
  }

  public @Nullable Object value(Expr expr) {
    return switch (expr) {
      case Expr.Literal literal -> literal.value();
      case Expr.ColumnRef column -> row.get(column.index());
      case Expr.FieldOf field ->
          value(field.struct()) instanceof List<?> fields ? fields.get(field.index()) : null;
      case Expr.Call call -> call(call);
      case Expr.Case choice -> choice(choice);
      case Expr.Cast cast -> cast(cast);
    };
  }

  private boolean isTrue(Expr condition) {
    return Boolean.TRUE.equals(value(condition));
  }

  private @Nullable Object choice(Expr.Case choice) {
    for (Expr.When when : choice.whens()) {
      if (isTrue(when.condition())) {
        return value(when.result());
      }
    }
    return value(choice.otherwise());
  }

  private @Nullable Object cast(Expr.Cast cast) {
    String code = Codes.cast(cast.value().type(), cast.type());
    Object value = value(cast.value());
    if (value == null) {
      return null;
    }
    if (code.isEmpty()) {
      return value;
    }
    try {
      return invoke(code, List.of(cast.value()), List.of(value), cast.type());
    } catch (RowError e) {
      if (cast.orNull()) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Object call(Expr.Call call) {
    List<Expr> args = call.args();
    return switch (call.function()) {
      case "and" -> all(args, false);
      case "or" -> all(args, true);
      case "not" -> value(args.getFirst()) instanceof Boolean b ? (Object) !b : null;
      case "is_null" -> value(args.getFirst()) == null;
      case "is_not_null" -> value(args.getFirst()) != null;
      case "is_true" -> isTrue(args.getFirst());
      case "is_not_true" -> !isTrue(args.getFirst());
      case "is_false" -> Boolean.FALSE.equals(value(args.getFirst()));
      case "is_not_false" -> !Boolean.FALSE.equals(value(args.getFirst()));
      case "=", "<>", "<", "<=", ">", ">=" -> comparison(call);
      case "is_distinct" -> !Values.equal(value(args.get(0)), value(args.get(1)));
      case "is_not_distinct" -> Values.equal(value(args.get(0)), value(args.get(1)));
      case "in" -> in(args);
      case "coalesce" -> coalesce(args);
      case "nullif" -> nullIf(args);
      case "require" -> require(args);
      case "greatest" -> extreme(args, 1);
      case "least" -> extreme(args, -1);
      case "concat" -> concat(args, "");
      case "concat_ws" ->
          value(args.getFirst()) instanceof String by
              ? concat(args.subList(1, args.size()), by)
              : null;
      default -> other(call);
    };
  }

  /** AND (OR): false (true) if one is, else null if one is null. */
  private @Nullable Object all(List<Expr> args, boolean decides) {
    boolean unknown = false;
    for (Expr arg : args) {
      Object value = value(arg);
      if (value == null) {
        unknown = true;
      } else if ((Boolean) value == decides) {
        return decides;
      }
    }
    return unknown ? null : !decides;
  }

  private static int compare(Object a, DataType type, Object b) {
    boolean unsigned = type instanceof DataType.Int i && i.bits() == 64 && !i.signed();
    return unsigned ? Long.compareUnsigned((Long) a, (Long) b) : Values.compare(a, b);
  }

  private @Nullable Object comparison(Expr.Call call) {
    Object a = value(call.args().get(0));
    Object b = value(call.args().get(1));
    if (a == null || b == null) {
      return null;
    }
    int order = compare(a, call.args().getFirst().type(), b);
    return switch (call.function()) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private @Nullable Object in(List<Expr> args) {
    Object value = value(args.getFirst());
    boolean unknown = value == null;
    for (Expr arg : args.subList(1, args.size())) {
      Object other = value(arg);
      if (value != null && other != null && Values.equal(value, other)) {
        return true;
      }
      unknown |= other == null;
    }
    return unknown ? null : false;
  }

  private Object require(List<Expr> args) {
    Object value = value(args.getFirst());
    if (value == null) {
      throw new RowError(String.valueOf(value(args.get(1))));
    }
    return value;
  }

  private @Nullable Object coalesce(List<Expr> args) {
    for (Expr arg : args) {
      Object value = value(arg);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable Object nullIf(List<Expr> args) {
    Object a = value(args.get(0));
    Object b = value(args.get(1));
    return a != null && b != null && Values.equal(a, b) ? null : a;
  }

  private @Nullable Object extreme(List<Expr> args, int sign) {
    Object best = null;
    for (Expr arg : args) {
      Object value = value(arg);
      if (value != null && (best == null || compare(value, arg.type(), best) * sign > 0)) {
        best = value;
      }
    }
    return best;
  }

  private Object concat(List<Expr> args, String by) {
    List<String> parts = new ArrayList<>();
    for (Expr arg : args) {
      if (value(arg) instanceof String text) {
        parts.add(text);
      }
    }
    return String.join(by, parts);
  }

  private @Nullable Object other(Expr.Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    call.args().forEach(arg -> values.add(value(arg)));
    String code = Functions.overload(call).code();
    @Nullable Object[] array = values.toArray();
    List<DataType> types = call.args().stream().map(Expr::type).toList();
    return switch (code) {
      case "@array", "@row" -> Lists.of(array);
      case "@map" -> Maps.build(array);
      case "@append" -> Lists.append(array);
      case "@prepend" -> Lists.prepend(array);
      case "@json_object" -> Jsons.object(array, types);
      case "@json_array" -> Jsons.array(array, types);
      case "@arith" -> strict(Codes.arithmetic(call), call, values);
      default -> strict(code, call, values);
    };
  }

  private @Nullable Object strict(
      String code, Expr.Call call, List<? extends @Nullable Object> values) {
    List<Object> present = new ArrayList<>();
    for (Object value : values) {
      if (value == null) {
        return null;
      }
      present.add(value);
    }
    return invoke(code, call.args(), present, call.type());
  }

  // ---- methods

  private @Nullable Object invoke(
      String code, List<Expr> args, List<Object> values, DataType type) {
    Invocation invocation = Invocation.of(code, args);
    Scratch scratch = new Scratch();
    List<Object> passed = new ArrayList<>();
    for (Invocation.Token token : invocation.tokens()) {
      pass(token, args, values, type, scratch, passed);
    }
    if (invocation.scratch()) {
      passed.add(scratch);
    }
    Object holder = null;
    if (invocation.holder() != null) {
      holder = invocation.holder() == Int128.class ? new Int128() : new Slice();
      passed.add(holder);
    }
    Object returned = call(invocation, passed);
    if (invocation.mayMiss() && Boolean.FALSE.equals(returned)) {
      return null;
    }
    return holder == null ? widened(returned, type) : held(holder, type);
  }

  private static @Nullable Object widened(@Nullable Object returned, DataType type) {
    boolean isDecimal = type instanceof DataType.Decimal && returned instanceof Long;
    return isDecimal && returned != null
        ? BigDecimal.valueOf((Long) returned, ((DataType.Decimal) type).scale())
        : returned;
  }

  private static Object held(Object holder, DataType type) {
    if (holder instanceof Int128 wide) {
      return type instanceof DataType.Decimal decimal
          ? Boxes.decimal(wide.high, wide.low, decimal.scale())
          : (Object) wide.low;
    }
    Slice slice = (Slice) holder;
    return type instanceof DataType.Bytes ? slice.toBytes() : slice.toString();
  }

  private static @Nullable Object call(Invocation invocation, List<Object> passed) {
    try {
      return invocation.method().invoke(null, passed.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(invocation.javaName(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(invocation.javaName(), e);
    }
  }

  private void pass(
      Invocation.Token token,
      List<Expr> args,
      List<Object> values,
      DataType type,
      Scratch scratch,
      List<Object> passed) {
    DataType of = token.arg() < 0 ? type : args.get(token.arg()).type();
    switch (token.kind()) {
      case 'a' -> natural(values.get(token.arg()), of, scratch, passed);
      case 'w' -> wide(values.get(token.arg()), of, passed);
      case 'o' -> passed.add(values.get(token.arg()));
      case 's' -> passed.add(of instanceof DataType.Decimal d ? d.scale() : 0);
      case 'p' -> passed.add(((DataType.Decimal) of).precision());
      case 't' -> passed.add(of);
      case 'n' -> passed.add(now);
      case 'U' -> passed.add(Dates.unit((String) values.get(token.arg())));
      case '#' -> {
        String literal = token.literal();
        if (literal.endsWith("L")) {
          passed.add(Long.parseLong(literal.substring(0, literal.length() - 1)));
        } else {
          passed.add(Integer.parseInt(literal));
        }
      }
      default -> passed.add(Sites.create(token.kind(), args.get(token.arg())));
    }
  }

  private static void natural(Object value, DataType type, Scratch scratch, List<Object> passed) {
    switch (type.carrier()) {
      case BOOLEAN, OBJECT -> passed.add(value);
      case LONG -> passed.add(Boxes.whole(value));
      case DOUBLE -> passed.add(((Number) value).doubleValue());
      case INT128 -> wide(value, type, passed);
      case SLICE -> {
        Slice slice = new Slice();
        Boxes.put(value, scratch, slice);
        passed.add(slice.address);
        passed.add(slice.length);
      }
    }
  }

  private static void wide(Object value, DataType type, List<Object> passed) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new IllegalStateException("no number: " + type);
    }
    if (value instanceof BigDecimal) {
      passed.add(Boxes.high(value));
      passed.add(Boxes.low(value));
      return;
    }
    long low = ((Number) value).longValue();
    boolean unsigned = type instanceof DataType.Int i && !i.signed();
    passed.add(unsigned ? 0L : low >> 63);
    passed.add(low);
  }
}
