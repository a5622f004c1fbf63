package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter of a function takes, as {@code functions.txt} writes it: one type, a class of
 * types ({@code int}, {@code decimal}, {@code ts}, {@code any}), or a variable ({@code T}, {@code
 * T[]}, {@code K}, {@code V}, {@code map}).
 */
record TypePattern(String text) {

  private static final Map<String, DataType> EXACT =
      Map.ofEntries(
          Map.entry("boolean", DataType.BOOLEAN),
          Map.entry("tinyint", DataType.TINYINT),
          Map.entry("smallint", DataType.SMALLINT),
          Map.entry("integer", DataType.INTEGER),
          Map.entry("bigint", DataType.BIGINT),
          Map.entry("float", DataType.FLOAT),
          Map.entry("double", DataType.DOUBLE),
          Map.entry("text", DataType.TEXT),
          Map.entry("bytes", DataType.BYTES),
          Map.entry("date", DataType.DATE),
          Map.entry("time", DataType.TIME),
          Map.entry("timestamp", DataType.TIMESTAMP),
          Map.entry("timestamptz", new DataType.Timestamp(6, true)),
          Map.entry("interval", new DataType.TimeInterval()),
          Map.entry("months", new DataType.MonthInterval()),
          Map.entry("json", DataType.JSON),
          Map.entry("text[]", list(DataType.TEXT)),
          Map.entry("bigint[]", list(DataType.BIGINT)),
          Map.entry("decimal38", new DataType.Decimal(38, 10)));

  static DataType list(DataType element) {
    return new DataType.ListOf(Field.of("element", element));
  }

  /** The one type that this pattern stands for. */
  Optional<DataType> exact() {
    return Optional.ofNullable(EXACT.get(text));
  }

  /** A literal text, or NULL of no other type, takes on the type that its place asks for. */
  static boolean flexible(Expr arg) {
    return arg instanceof Expr.Literal literal && literal.type() instanceof DataType.Text;
  }

  /** How well the argument fits; 0 is exactly, −1 not at all. */
  int cost(Expr arg) {
    @Nullable DataType exact = EXACT.get(text);
    if (flexible(arg)) {
      return flexibleCost((Expr.Literal) arg, exact);
    }
    DataType type = arg.type();
    if (exact != null) {
      return Types.implicitCost(type, exact);
    }
    return switch (text) {
      case "int" -> fits(type instanceof DataType.Int);
      case "decimal" ->
          type instanceof DataType.Decimal ? 0 : type instanceof DataType.Int ? 10 : -1;
      case "ts" ->
          type instanceof DataType.Timestamp t ? (t.precision() == 6 ? 0 : 1) : fromDate(type);
      case "jsonlike" -> type instanceof DataType.Json ? 0 : type instanceof DataType.Text ? 1 : -1;
      case "T", "K", "V" -> 3;
      case "any", "totext" -> 4;
      case "T[]", "K[]", "V[]" -> fits(type instanceof DataType.ListOf);
      case "map" -> fits(type instanceof DataType.MapOf);
      default -> throw new IllegalStateException("no such pattern: " + text);
    };
  }

  private static int fits(boolean does) {
    return does ? 0 : -1;
  }

  private static int fromDate(DataType type) {
    return type instanceof DataType.Date ? 10 : -1;
  }

  private int flexibleCost(Expr.Literal literal, @Nullable DataType exact) {
    boolean isText = DataType.TEXT.equals(exact) || text.equals("totext");
    if (literal.value() == null) {
      return literal.type().equals(exact) ? 0 : 1;
    }
    return switch (text) {
      case "jsonlike" -> 1;
      case "T", "K", "V", "any" -> 3;
      default -> isText ? 0 : 15;
    };
  }

  /** The type to which an argument that fits is cast; variables are the caller's to settle. */
  DataType target(Expr arg) {
    @Nullable DataType exact = EXACT.get(text);
    if (exact != null) {
      return exact;
    }
    DataType type = arg.type();
    boolean isText = flexible(arg);
    return switch (text) {
      case "int" -> isText ? DataType.INTEGER : type;
      case "decimal" -> isText ? new DataType.Decimal(38, 18) : (DataType) Types.asDecimal(type);
      case "ts" -> new DataType.Timestamp(6, type instanceof DataType.Timestamp t && t.withZone());
      case "totext" -> DataType.TEXT;
      default -> type;
    };
  }

  @Override
  public String toString() {
    return switch (text) {
      case "int" -> "any integer";
      case "ts" -> "timestamp";
      case "jsonlike" -> "json";
      case "totext" -> "any";
      case "months" -> "interval month";
      default -> text;
    };
  }
}
