package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.expr.compile.Interpreter;
import dev.laminar.internal.expr.function.RowError;
import dev.laminar.internal.expr.function.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled loops give what the interpreter gives, row by row, and fail where it fails. */
class CompilerPropertyTest {

  private static final int SEEDS = Integer.getInteger("laminar.expr.seeds", 150);

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomExpressions_agreeWithTheInterpreter(long seed) {
    RandomExprs random = new RandomExprs(seed, seed % 3 != 0);
    int rows = seed % 5 == 0 ? 1 : 40;
    List<List<@Nullable Object>> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      data.add(random.row());
    }
    Optional<Expr> filter =
        seed % 2 == 0 ? Optional.of(random.expr(DataType.BOOLEAN, 3)) : Optional.empty();
    // Few at a time: a row that fails in one projection says nothing about the others.
    List<Expr> projections = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      projections.add(random.expr(RandomExprs.TYPES.get((int) (seed * 3 + i) % 16), 3));
    }
    check(seed, filter, projections, data);
  }

  private static void check(
      long seed, Optional<Expr> filter, List<Expr> projections, List<List<@Nullable Object>> data) {
    TreeSet<Integer> expectedFailures = new TreeSet<>();
    List<List<@Nullable Object>> expected = expected(filter, projections, data, expectedFailures);
    TreeSet<Integer> failures = new TreeSet<>();
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, RandomExprs.TYPES)) {
      data.forEach(row -> builder.change(row.hashCode() % 3 == 0 ? -1 : 1, row.toArray()));
      CompiledCalc calc = ExprCompiler.calc(filter, projections, RandomExprs.TYPES);
      try (Batch input = builder.build();
          Batch output = calc.apply(input, allocator, (row, message) -> failures.add(row))) {
        String what = "seed " + seed + ": " + filter + " " + projections;
        assertThat(failures).as(what).isEqualTo(expectedFailures);
        assertThat(output.rows()).as(what).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
          List<@Nullable Object> row = expected.get(i);
          for (int c = 0; c < projections.size(); c++) {
            Object value = output.column(c).get(i);
            assertThat(Values.equal(value, row.get(c)))
                .as("%s row %d column %d: %s is not %s", what, i, c, value, row.get(c))
                .isTrue();
          }
        }
      }
    }
  }

  private static List<List<@Nullable Object>> expected(
      Optional<Expr> filter,
      List<Expr> projections,
      List<List<@Nullable Object>> data,
      TreeSet<Integer> failures) {
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      Interpreter interpreter = new Interpreter(data.get(i), 0);
      try {
        if (filter.isPresent() && !Boolean.TRUE.equals(interpreter.value(filter.get()))) {
          continue;
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Expr projection : projections) {
          row.add(interpreter.value(projection));
        }
        expected.add(row);
      } catch (RowError e) {
        failures.add(i);
      }
    }
    return expected;
  }
}
