package dev.laminar.benchmarks.expr;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.expr.CompiledCalc;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.ExprCompiler;
import dev.laminar.internal.expr.Functions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a row of a filter and projections over batches of 8192 rows, the making and freeing
 * of the output batch included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "--enable-native-access=ALL-UNNAMED",
      "-Xmx1g"
    })
public class CalcBenchmark {

  private static final int ROWS = 8192;
  private static final DataType PRICE = new DataType.Decimal(12, 2);
  private static final List<DataType> TYPES =
      List.of(DataType.BIGINT, DataType.BIGINT, DataType.DOUBLE, PRICE, DataType.TEXT);
  private static final Expr A = new Expr.ColumnRef(0, DataType.BIGINT, true);
  private static final Expr B = new Expr.ColumnRef(1, DataType.BIGINT, true);
  private static final Expr X = new Expr.ColumnRef(2, DataType.DOUBLE, true);
  private static final Expr D = new Expr.ColumnRef(3, PRICE, true);
  private static final Expr T = new Expr.ColumnRef(4, DataType.TEXT, true);

  /** What is computed. */
  public enum Kernel {
    MAP_BIGINT,
    MAP_DOUBLE,
    MAP_DECIMAL,
    FILTER_HALF,
    FILTER_TWO_CONDITIONS,
    FILTER_AND_MAP,
    TEXT_EQUALS,
    TEXT_LIKE_PREFIX,
    TEXT_LIKE_CONTAINS,
    TEXT_UPPER,
    TEXT_CONCAT,
    CASE_TEXT,
    EXTRACT_HOUR;

    private static Expr number(long value) {
      return new Expr.Literal(value, DataType.BIGINT);
    }

    private static Expr text(String value) {
      return new Expr.Literal(value, DataType.TEXT);
    }

    CompiledCalc calc() {
      return switch (this) {
        case MAP_BIGINT -> map(Functions.call("+", Functions.call("*", A, number(3)), B));
        case MAP_DOUBLE -> map(Functions.call("*", X, new Expr.Literal(0.908, DataType.DOUBLE)));
        case MAP_DECIMAL ->
            map(
                Functions.call(
                    "*", D, new Expr.Literal(new BigDecimal("0.908"), new DataType.Decimal(4, 3))));
        case FILTER_HALF -> filter(Functions.call("<", A, number(500)), A);
        case FILTER_TWO_CONDITIONS ->
            filter(
                Functions.call(
                    "and", Functions.call("<", A, number(500)), Functions.call(">", B, number(9))),
                A,
                B);
        case FILTER_AND_MAP ->
            filter(Functions.call("<", A, number(500)), Functions.call("+", A, B), B);
        case TEXT_EQUALS -> filter(Functions.call("=", T, text("channel-17")), A);
        case TEXT_LIKE_PREFIX -> filter(Functions.call("like", T, text("channel-1%")), A);
        case TEXT_LIKE_CONTAINS -> filter(Functions.call("like", T, text("%l-17%")), A);
        case TEXT_UPPER -> map(Functions.call("upper", T));
        case TEXT_CONCAT -> map(Functions.call("||", T, text("-suffix")));
        case CASE_TEXT ->
            map(
                Functions.caseWhen(
                    List.of(
                        new Expr.When(Functions.call("<", A, number(300)), text("low")),
                        new Expr.When(Functions.call("<", A, number(600)), text("middle"))),
                    Optional.of(text("high"))));
        case EXTRACT_HOUR ->
            map(Functions.call("extract", text("hour"), Functions.call("to_timestamp_micros", A)));
      };
    }

    private static CompiledCalc map(Expr projection) {
      return ExprCompiler.calc(Optional.empty(), List.of(projection), TYPES);
    }

    private static CompiledCalc filter(Expr condition, Expr... projections) {
      return ExprCompiler.calc(Optional.of(condition), List.of(projections), TYPES);
    }
  }

  @Param public Kernel kernel;

  @Param({"false", "true"})
  public boolean nulls;

  private BufferAllocator allocator;
  private Batch input;
  private CompiledCalc calc;

  @Setup(Level.Trial)
  public void start() {
    allocator = new RootAllocator();
    Random random = new Random(1);
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
      for (int i = 0; i < ROWS; i++) {
        boolean isNull = nulls && random.nextInt(10) == 0;
        long a = random.nextInt(1000);
        builder.add(
            isNull ? null : a,
            isNull ? null : (long) random.nextInt(1000),
            isNull ? null : random.nextDouble(),
            isNull ? null : BigDecimal.valueOf(random.nextInt(1_000_000), 2),
            isNull ? null : "channel-" + random.nextInt(100));
      }
      input = builder.build();
    }
    calc = kernel.calc();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int apply() {
    try (Batch output =
        calc.apply(
            input,
            allocator,
            (row, message) -> {
              throw new IllegalStateException(message);
            })) {
      return output.rows();
    }
  }

  @TearDown(Level.Trial)
  public void stop() {
    input.close();
    allocator.close();
  }
}
