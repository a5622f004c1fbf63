package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Names;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.stream.Expression;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Binds the fluent API's expressions to a schema. Immutable. */
record Binder(Schema schema) {

  Expr bind(Expression expression) {
    return switch (expression) {
      case Expression.ColumnName column -> path(column.path());
      case Expression.Constant constant -> literal(constant.value());
      case Expression.Named named -> bind(named.expression());
      case Expression.FunctionCall call -> call(call);
    };
  }

  private Expr call(Expression.FunctionCall call) {
    List<Expr> args = call.args().stream().map(this::bind).toList();
    return Functions.call(call.function().toLowerCase(Locale.ROOT), args);
  }

  /** The index of a column; one that does not exist is an error that names the nearest. */
  int column(String name) {
    OptionalInt index = schema.indexOf(name);
    if (index.isEmpty()) {
      throw unknown(name, schema);
    }
    return index.getAsInt();
  }

  int[] columns(String... names) {
    int[] indexes = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      indexes[i] = column(names[i]);
    }
    return indexes;
  }

  private Expr path(String path) {
    OptionalInt whole = schema.indexOf(path);
    if (whole.isPresent()) {
      return ref(whole.getAsInt());
    }
    String[] steps = path.split("\\.", -1);
    Expr expr = ref(column(steps[0]));
    for (int i = 1; i < steps.length; i++) {
      expr = field(expr, steps[i]);
    }
    return expr;
  }

  private static Expr field(Expr struct, String name) {
    if (!(struct.type() instanceof DataType.Struct type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "expected a struct before '." + name + "', got " + struct.type());
    }
    Schema fields = new Schema(type.fields());
    int index = fields.indexOf(name).orElseThrow(() -> unknown(name, fields));
    Field field = fields.field(index);
    return new Expr.FieldOf(struct, index, field.type(), field.nullable() || struct.nullable());
  }

  Expr.ColumnRef ref(int index) {
    Field field = schema.field(index);
    return new Expr.ColumnRef(index, field.type(), field.nullable());
  }

  private static LaminarException unknown(String name, Schema schema) {
    return new LaminarException(
        ErrorCode.INVALID_QUERY,
        "unknown column '"
            + name
            + "'"
            + Names.didYouMean(name, schema.names())
            + "; there are "
            + String.join(", ", schema.names()));
  }

  private static Expr literal(@Nullable Object value) {
    return switch (value) {
      case null -> new Expr.Literal(null, DataType.TEXT);
      case BigDecimal decimal ->
          new Expr.Literal(
              decimal,
              new DataType.Decimal(
                  Math.max(decimal.precision(), decimal.scale()), Math.max(decimal.scale(), 0)));
      default -> {
        JavaType type = JavaType.of(value.getClass(), "the constant " + value);
        yield new Expr.Literal(type.toColumn().apply(value), type.type());
      }
    };
  }
}
