package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random expressions over a fixed set of columns, and random rows for them. */
final class RandomExprs {

  static final DataType SMALL = new DataType.Decimal(10, 2);
  static final DataType WIDE = new DataType.Decimal(30, 5);
  static final DataType LIST = new DataType.ListOf(Field.of("element", DataType.BIGINT));
  static final DataType MAP = new DataType.MapOf(DataType.TEXT, Field.of("value", DataType.BIGINT));
  static final DataType STRUCT =
      new DataType.Struct(List.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.TEXT)));
  static final List<DataType> TYPES =
      List.of(
          DataType.BOOLEAN,
          DataType.TINYINT,
          DataType.INTEGER,
          DataType.BIGINT,
          new DataType.Int(64, false),
          DataType.FLOAT,
          DataType.DOUBLE,
          SMALL,
          WIDE,
          DataType.TEXT,
          DataType.TIMESTAMP,
          DataType.DATE,
          DataType.JSON,
          LIST,
          MAP,
          STRUCT);

  private static final String[] TEXTS = {
    "",
    "a",
    "b%",
    "abc",
    "Zoë",
    "12",
    " -7 ",
    "x,y,z",
    "日本語テキスト",
    "a longer text than twelve",
    "banana and ananas",
    "2024-05-06",
    "1.5",
    "a_b"
  };
  private static final String[] JSONS = {
    "{\"a\": 1, \"b\": [1, 2]}", "[1, 2, 3]", "{\"a\": \"x\\\"y\"}", "null", "{}", "\"s\"", "12.5"
  };

  private final Random random;
  private final boolean nulls;

  RandomExprs(long seed, boolean nulls) {
    this.random = new Random(seed);
    this.nulls = nulls;
  }

  List<@Nullable Object> row() {
    List<@Nullable Object> row = new ArrayList<>();
    for (DataType type : TYPES) {
      row.add(nulls && random.nextInt(4) == 0 ? null : value(type));
    }
    return row;
  }

  private long whole() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      case 2 -> 0;
      default -> random.nextInt(201) - 100;
    };
  }

  Object value(DataType type) {
    return switch (type) {
      case DataType.Bool b -> random.nextBoolean();
      case DataType.Int i ->
          switch (i.bits()) {
            case 8 -> (long) (byte) whole();
            case 32 -> (long) (int) whole();
            default -> whole();
          };
      case DataType.Float32 f -> (double) (float) real();
      case DataType.Float64 f -> real();
      case DataType.Decimal d -> decimal(d);
      case DataType.Text t -> TEXTS[random.nextInt(TEXTS.length)];
      case DataType.Json j -> JSONS[random.nextInt(JSONS.length)];
      case DataType.Timestamp t -> random.nextInt() * 1_000_003L * (random.nextInt(900) + 1);
      case DataType.Date d -> (long) random.nextInt(40_000) - 10_000;
      case DataType.ListOf l -> list(l);
      case DataType.MapOf m -> {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          map.put(TEXTS[random.nextInt(TEXTS.length)], whole());
        }
        yield map;
      }
      case DataType.Struct s -> {
        List<@Nullable Object> fields = new ArrayList<>();
        s.fields().forEach(f -> fields.add(nulls && random.nextBoolean() ? null : value(f.type())));
        yield fields;
      }
      default -> throw new IllegalStateException(type.toString());
    };
  }

  private Object list(DataType.ListOf type) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(random.nextInt(5) == 0 ? null : value(type.element().type()));
    }
    return list;
  }

  private double real() {
    double[] special = {
      0, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 0.1
    };
    return random.nextInt(3) == 0
        ? special[random.nextInt(special.length)]
        : random.nextGaussian() * 100;
  }

  private BigDecimal decimal(DataType.Decimal type) {
    int bits = random.nextInt(type.precision() * 3) + 1;
    BigInteger limit = BigInteger.TEN.pow(type.precision());
    BigInteger unscaled = new BigInteger(bits, random).mod(limit);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }

  // ---- expressions

  Expr column(DataType type) {
    return new Expr.ColumnRef(TYPES.indexOf(type), type, true);
  }

  Expr expr(DataType type, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(type);
    }
    if (random.nextInt(5) == 0) {
      return choice(type, depth - 1);
    }
    return switch (type) {
      case DataType.Bool b -> condition(depth - 1);
      case DataType.Int i -> whole(type, depth - 1);
      case DataType.Float32 f -> arithmetic(type, depth - 1);
      case DataType.Float64 f -> arithmetic(type, depth - 1);
      case DataType.Decimal d -> decimal(type, depth - 1);
      case DataType.Text t -> text(depth - 1);
      case DataType.Timestamp t -> time(depth - 1);
      case DataType.ListOf l -> list(depth - 1);
      default -> leaf(type);
    };
  }

  private Expr leaf(DataType type) {
    boolean column = TYPES.contains(type) && random.nextInt(4) != 0;
    if (column) {
      return column(type);
    }
    return random.nextInt(10) == 0
        ? new Expr.Literal(null, type)
        : new Expr.Literal(value(type), type);
  }

  private DataType any() {
    return TYPES.get(random.nextInt(12));
  }

  private Expr choice(DataType type, int depth) {
    return switch (random.nextInt(4)) {
      case 0 ->
          Functions.caseWhen(
              List.of(
                  new Expr.When(expr(DataType.BOOLEAN, depth), expr(type, depth)),
                  new Expr.When(expr(DataType.BOOLEAN, depth), expr(type, depth))),
              random.nextBoolean() ? Optional.empty() : Optional.of(expr(type, depth)));
      case 1 -> Functions.call("coalesce", expr(type, depth), expr(type, depth), leaf(type));
      case 2 ->
          type instanceof DataType.Json
              ? leaf(type)
              : Functions.call("nullif", expr(type, depth), expr(type, depth));
      default ->
          type instanceof DataType.Json
              ? leaf(type)
              : Functions.call(
                  random.nextBoolean() ? "greatest" : "least",
                  expr(type, depth),
                  expr(type, depth),
                  leaf(type));
    };
  }

  private String pick(String... names) {
    return names[random.nextInt(names.length)];
  }

  private Expr condition(int depth) {
    DataType type = any();
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          Functions.call(
              pick("=", "<>", "<", "<=", ">", ">="), expr(type, depth), expr(type, depth));
      case 2 ->
          Functions.call(
              pick("and", "or"),
              expr(DataType.BOOLEAN, depth),
              expr(DataType.BOOLEAN, depth),
              expr(DataType.BOOLEAN, depth));
      case 3 -> Functions.call("not", expr(DataType.BOOLEAN, depth));
      case 4 -> Functions.call(pick("is_null", "is_not_null"), expr(type, depth));
      case 5 ->
          Functions.call(
              pick("is_true", "is_not_true", "is_false", "is_not_false"),
              expr(DataType.BOOLEAN, depth));
      case 6 ->
          Functions.call(
              pick("is_distinct", "is_not_distinct"), expr(type, depth), expr(type, depth));
      case 7 -> in(type, depth);
      default ->
          Functions.call(
              pick("starts_with", "ends_with", "contains"),
              expr(DataType.TEXT, depth),
              expr(DataType.TEXT, depth));
    };
  }

  private Expr in(DataType type, int depth) {
    List<Expr> args = new ArrayList<>(List.of(expr(type, depth)));
    for (int i = random.nextInt(7) + 1; i > 0; i--) {
      args.add(new Expr.Literal(random.nextInt(9) == 0 ? null : value(type), type));
    }
    return Functions.call("in", args);
  }

  private Expr arithmetic(DataType type, int depth) {
    return Functions.cast(
        Functions.call(pick("+", "-", "*", "/"), expr(type, depth), expr(type, depth)), type);
  }

  private Expr whole(DataType type, int depth) {
    Expr made =
        switch (random.nextInt(8)) {
          case 0 -> Functions.call("length", expr(DataType.TEXT, depth));
          case 1 -> Functions.call("cardinality", expr(LIST, depth));
          case 2 -> Functions.call("item", expr(LIST, depth), expr(DataType.INTEGER, depth));
          case 3 -> Functions.tryCast(expr(DataType.TEXT, depth), type);
          case 4 ->
              Functions.call(
                  "extract",
                  new Expr.Literal(pick("year", "hour", "dow", "week"), DataType.TEXT),
                  expr(DataType.TIMESTAMP, depth));
          case 5 -> new Expr.FieldOf(column(STRUCT), 0, DataType.BIGINT, true);
          case 6 -> Functions.call("item", column(MAP), expr(DataType.TEXT, depth));
          default ->
              Functions.call(pick("+", "-", "*", "/", "%"), expr(type, depth), expr(type, depth));
        };
    return Functions.cast(made, type);
  }

  private Expr decimal(DataType type, int depth) {
    DataType other = pick("a", "b").equals("a") ? type : DataType.INTEGER;
    Expr made =
        Functions.call(pick("+", "-", "*", "/", "%"), expr(type, depth), expr(other, depth));
    return random.nextBoolean() ? Functions.tryCast(made, type) : Functions.cast(made, type);
  }

  private Expr text(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> Functions.call("||", expr(DataType.TEXT, depth), expr(any(), depth));
      case 1 ->
          Functions.call("concat", expr(DataType.TEXT, depth), expr(any(), depth), leaf(SMALL));
      case 2 ->
          Functions.call(
              "concat_ws", expr(DataType.TEXT, depth), expr(any(), depth), expr(any(), depth));
      case 3 -> Functions.call(pick("upper", "lower", "reverse"), expr(DataType.TEXT, depth));
      case 4 ->
          Functions.call(
              "substring",
              expr(DataType.TEXT, depth),
              Functions.cast(leaf(DataType.INTEGER), DataType.BIGINT));
      case 5 -> Functions.call("->>", column(DataType.JSON), new Expr.Literal("a", DataType.TEXT));
      case 6 -> new Expr.FieldOf(column(STRUCT), 1, DataType.TEXT, true);
      case 7 ->
          Functions.call(
              "split_part",
              expr(DataType.TEXT, depth),
              new Expr.Literal(",", DataType.TEXT),
              new Expr.Literal(2L, DataType.BIGINT));
      default -> Functions.cast(expr(any(), depth), DataType.TEXT);
    };
  }

  private Expr time(int depth) {
    return random.nextBoolean()
        ? Functions.call(
            "date_trunc",
            new Expr.Literal(pick("hour", "month", "week"), DataType.TEXT),
            expr(DataType.TIMESTAMP, depth))
        : Functions.call(
            "+",
            expr(DataType.TIMESTAMP, depth),
            new Expr.Literal((long) random.nextInt(), new DataType.TimeInterval()));
  }

  private Expr list(int depth) {
    return random.nextBoolean()
        ? Functions.call("array_append", expr(LIST, depth), expr(DataType.BIGINT, depth))
        : Functions.call("array", expr(DataType.BIGINT, depth), expr(DataType.BIGINT, depth));
  }
}
