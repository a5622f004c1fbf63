package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled arithmetic and comparisons against BigInteger and BigDecimal. */
class ArithmeticPropertyTest {

  private static final int ROWS = 3000;

  private static final List<DataType> TYPES =
      List.of(
          DataType.TINYINT,
          new DataType.Int(8, false),
          DataType.SMALLINT,
          new DataType.Int(16, false),
          DataType.INTEGER,
          new DataType.Int(32, false),
          DataType.BIGINT,
          new DataType.Int(64, false),
          new DataType.Decimal(5, 2),
          new DataType.Decimal(18, 0),
          new DataType.Decimal(19, 6),
          new DataType.Decimal(38, 10),
          new DataType.Decimal(38, 0));

  static Stream<Arguments> cases() {
    return TYPES.stream()
        .flatMap(
            type ->
                Stream.of("+", "-", "*", "/", "%", "<", "=", ">=")
                    .map(operator -> Arguments.of(operator, type)));
  }

  @ParameterizedTest(name = "{1} {0} {1}")
  @MethodSource("cases")
  void operator_agreesWithBigNumbers(String operator, DataType type) {
    Random random = new Random(operator.hashCode() * 31L + TYPES.indexOf(type));
    List<DataType> types = List.of(type, type);
    Expr call =
        Functions.call(
            operator, new Expr.ColumnRef(0, type, true), new Expr.ColumnRef(1, type, true));
    Map<Integer, String> failures = new HashMap<>();
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, types)) {
      BigDecimal[][] values = new BigDecimal[ROWS][2];
      for (BigDecimal[] row : values) {
        row[0] = number(random, type);
        row[1] = random.nextInt(6) == 0 ? row[0] : number(random, type);
        builder.add(stored(row[0], type), stored(row[1], type));
      }
      CompiledCalc calc = ExprCompiler.calc(Optional.empty(), List.of(call), types);
      try (Batch input = builder.build();
          Batch output = calc.apply(input, allocator, failures::put)) {
        int at = 0;
        for (int i = 0; i < ROWS; i++) {
          Object expected = expected(operator, values[i][0], values[i][1], call.type());
          String what = values[i][0] + " " + operator + " " + values[i][1];
          assertThat(failures.containsKey(i)).as(what).isEqualTo(expected == null);
          if (expected != null) {
            assertThat(output.column(0).get(at++)).as(what).isEqualTo(expected);
          }
        }
        assertThat(output.rows()).isEqualTo(at);
      }
    }
  }

  private static BigDecimal number(Random random, DataType type) {
    BigInteger min = min(type);
    BigInteger max = max(type);
    BigInteger unscaled =
        switch (random.nextInt(8)) {
          case 0 -> min;
          case 1 -> max;
          case 2 -> BigInteger.ZERO;
          default -> {
            int bits = random.nextInt(max.bitLength()) + 1;
            BigInteger value = new BigInteger(bits, random);
            yield random.nextBoolean() && min.signum() < 0 ? value.negate() : value;
          }
        };
    return new BigDecimal(unscaled.max(min).min(max), scale(type));
  }

  private static int scale(DataType type) {
    return type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
  }

  private static BigInteger min(DataType type) {
    return switch (type) {
      case DataType.Int i ->
          i.signed() ? BigInteger.ONE.shiftLeft(i.bits() - 1).negate() : BigInteger.ZERO;
      default -> max(type).negate();
    };
  }

  private static BigInteger max(DataType type) {
    return switch (type) {
      case DataType.Int i ->
          BigInteger.ONE.shiftLeft(i.signed() ? i.bits() - 1 : i.bits()).subtract(BigInteger.ONE);
      case DataType.Decimal d -> BigInteger.TEN.pow(d.precision()).subtract(BigInteger.ONE);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static Object stored(BigDecimal value, DataType type) {
    return type instanceof DataType.Decimal ? value : (Object) value.unscaledValue().longValue();
  }

  /** The value as a column gives it; null if the row must fail. */
  private static @Nullable Object expected(
      String operator, BigDecimal a, BigDecimal b, DataType type) {
    if (type instanceof DataType.Bool) {
      int order = a.compareTo(b);
      return operator.equals("<") ? order < 0 : operator.equals("=") ? order == 0 : order >= 0;
    }
    boolean divides = operator.equals("/") || operator.equals("%");
    if (divides && b.signum() == 0) {
      return null;
    }
    int scale = scale(type);
    BigDecimal exact =
        switch (operator) {
          case "+" -> a.add(b);
          case "-" -> a.subtract(b);
          case "*" -> a.multiply(b);
          case "%" -> a.remainder(b);
          default ->
              type instanceof DataType.Int
                  ? a.divideToIntegralValue(b)
                  : a.divide(b, scale, RoundingMode.HALF_UP);
        };
    BigDecimal scaled = exact.setScale(scale, RoundingMode.HALF_UP);
    BigInteger unscaled = scaled.unscaledValue();
    boolean fits = unscaled.compareTo(min(type)) >= 0 && unscaled.compareTo(max(type)) <= 0;
    return fits ? stored(scaled, type) : null;
  }
}
