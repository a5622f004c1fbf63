package dev.laminar.sql.internal.explain;

import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.sql.parser.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes expressions much as SQL does, columns by their names. */
final class ExprText {

  private static final long MICROS = 1_000_000L;

  private final Schema input;

  ExprText(Schema input) {
    this.input = input;
  }

  String of(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef ref -> input.field(ref.index()).name();
      case Expr.FieldOf field ->
          of(field.struct())
              + "."
              + ((DataType.Struct) field.struct().type()).fields().get(field.index()).name();
      case Expr.Literal literal -> literal(literal.value(), literal.type());
      case Expr.Cast cast ->
          (cast.orNull() ? "TRY_CAST(" : "CAST(") + of(cast.value()) + " AS " + cast.type() + ")";
      case Expr.Case choice -> choice(choice);
      case Expr.Call call -> call(call);
    };
  }

  private String choice(Expr.Case choice) {
    StringBuilder text = new StringBuilder("CASE");
    for (Expr.When when : choice.whens()) {
      text.append(" WHEN ").append(of(when.condition()));
      text.append(" THEN ").append(of(when.result()));
    }
    return text.append(" ELSE ").append(of(choice.otherwise())).append(" END").toString();
  }

  private String call(Expr.Call call) {
    List<Expr> args = call.args();
    boolean symbol = !Character.isLetter(call.function().charAt(0));
    boolean logic = call.function().equals("and") || call.function().equals("or");
    if (args.size() >= 2 && (symbol || logic)) {
      String operator =
          logic ? call.function().toUpperCase(java.util.Locale.ROOT) : call.function();
      return args.stream().map(this::operand).collect(Collectors.joining(" " + operator + " "));
    }
    return switch (call.function()) {
      case "is_null" -> operand(args.getFirst()) + " IS NULL";
      case "is_not_null" -> operand(args.getFirst()) + " IS NOT NULL";
      case "not" -> "NOT " + operand(args.getFirst());
      case "row" -> list("{", args, "}");
      default -> list(call.function() + "(", args, ")");
    };
  }

  private String list(String open, List<Expr> args, String close) {
    return args.stream().map(this::of).collect(Collectors.joining(", ", open, close));
  }

  private String operand(Expr expr) {
    boolean compound =
        expr instanceof Expr.Call call
            && call.args().size() >= 2
            && (!Character.isLetter(call.function().charAt(0))
                || call.function().equals("and")
                || call.function().equals("or"));
    return compound ? "(" + of(expr) + ")" : of(expr);
  }

  private static String literal(@Nullable Object value, DataType type) {
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case DataType.Text t -> "'" + value.toString().replace("'", "''") + "'";
      case DataType.Json j -> "'" + value.toString().replace("'", "''") + "'";
      case DataType.TimeInterval t -> "INTERVAL '" + new Interval(0, (Long) value) + "'";
      case DataType.MonthInterval m -> "INTERVAL '" + new Interval((Long) value, 0) + "'";
      case DataType.Date d -> "DATE '" + LocalDate.ofEpochDay((Long) value) + "'";
      case DataType.Timestamp t when !t.nanos() -> "TIMESTAMP '" + timestamp((Long) value) + "'";
      default -> value.toString();
    };
  }

  private static LocalDateTime timestamp(long micros) {
    Instant instant =
        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
