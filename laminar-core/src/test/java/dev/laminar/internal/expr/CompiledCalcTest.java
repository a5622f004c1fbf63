package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompiledCalcTest {

  private static final DataType POINT =
      new DataType.Struct(List.of(Field.of("x", DataType.BIGINT), Field.of("name", DataType.TEXT)));
  private static final List<DataType> TYPES = List.of(DataType.BIGINT, DataType.TEXT, POINT);
  private static final Map<String, Expr> NAMES =
      Map.of(
          "n", new Expr.ColumnRef(0, DataType.BIGINT, true),
          "t", new Expr.ColumnRef(1, DataType.TEXT, true),
          "p", new Expr.ColumnRef(2, POINT, true),
          "px", new Expr.FieldOf(new Expr.ColumnRef(2, POINT, true), 0, DataType.BIGINT, true));

  private final BufferAllocator allocator = new RootAllocator();
  private final List<String> errors = new ArrayList<>();

  @AfterEach
  void nothingLeaks() {
    allocator.close();
  }

  private static Expr expr(String sql) {
    return ExprText.parse(sql, NAMES);
  }

  private static CompiledCalc calc(String filter, String... projections) {
    return ExprCompiler.calc(
        filter.isEmpty() ? Optional.empty() : Optional.of(expr(filter)),
        Arrays.stream(projections).map(CompiledCalcTest::expr).toList(),
        TYPES);
  }

  private Batch rows() {
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
      return builder
          .add(1L, "one", Arrays.asList(10L, "a name that is not inlined"))
          .change(-1, 2L, null, null)
          .add(null, "three and more than twelve bytes", Arrays.asList(null, "c"))
          .add(0L, "four", Arrays.asList(40L, null))
          .build();
    }
  }

  private String run(CompiledCalc calc) {
    try (Batch input = rows();
        Batch output = calc.apply(input, allocator, (row, message) -> errors.add(row + message))) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < output.rows(); i++) {
        text.append(output.weight(i) > 0 ? "+" : "-").append(output.row(i));
      }
      return text.toString();
    }
  }

  @Test
  void namedColumns_areShared() {
    try (Batch input = rows();
        Batch output =
            calc("", "t", "n").apply(input, allocator, (row, message) -> errors.add(message))) {
      assertThat(output.column(0)).isSameAs(input.column(1));
      assertThat(output.column(1)).isSameAs(input.column(0));
      assertThat(output.weight(1)).isEqualTo(-1);
    }
  }

  @Test
  void filterThatPassesAll_sharesNamedColumns() {
    try (Batch input = rows();
        Batch output =
            calc("is_null(n) OR n >= 0", "t")
                .apply(input, allocator, (row, message) -> errors.add(message))) {
      assertThat(output.rows()).isEqualTo(4);
      assertThat(output.column(0)).isSameAs(input.column(1));
    }
  }

  @Test
  void filter_choosesRowsWithTheirWeights() {
    assertThat(run(calc("n >= 1", "t", "n + 1"))).isEqualTo("+[one, 2]-[null, 3]");
    assertThat(run(calc("n > 100", "t", "n + 1"))).isEmpty();
    assertThat(run(calc("t LIKE '%more%'", "t"))).isEqualTo("+[three and more than twelve bytes]");
    assertThat(run(calc("FALSE", "t", "upper(t)"))).isEmpty();
    assertThat(run(calc("TRUE", "n", "'x'"))).isEqualTo("+[1, x]-[2, x]+[null, x]+[0, x]");
  }

  @Test
  void failingRow_isLeftOutAndReported() {
    assertThat(run(calc("", "t", "10 / n"))).isEqualTo("+[one, 10]-[null, 5]" + third());
    assertThat(errors).containsExactly("3division by zero");
  }

  private static String third() {
    return "+[three and more than twelve bytes, null]";
  }

  @Test
  void failingRow_mayStopTheBatch() {
    try (Batch input = rows()) {
      assertThatThrownBy(
              () ->
                  calc("", "upper(t)", "10 / n")
                      .apply(
                          input,
                          allocator,
                          (row, message) -> {
                            throw new LaminarException(ErrorCode.BAD_DATA, message);
                          }))
          .hasMessage("division by zero");
    }
  }

  @Test
  void guardedDivision_doesNotFail() {
    String guarded = "CASE WHEN n <> 0 THEN 10 / n END";
    assertThat(run(calc("", guarded))).isEqualTo("+[10]-[5]+[null]+[null]");
    assertThat(run(calc("n <> 0 AND 10 / n > 5", "n"))).isEqualTo("+[1]");
    assertThat(run(calc("n = 0 OR 10 / n > 5", "n"))).isEqualTo("+[1]+[0]");
    assertThat(run(calc("", "coalesce(n, 1 / (n - n))"))).isEqualTo("+[1]-[2]+[null]+[0]");
    assertThat(errors).isEmpty();
  }

  @Test
  void structFields_areNullWhereTheStructIs() {
    assertThat(run(calc("", "px", "p"))).startsWith("+[10, [10, a name").contains("-[null, null]");
    assertThat(run(calc("", "px + 1"))).isEqualTo("+[11]-[null]+[null]+[41]");
    assertThat(run(calc("px = 40", "px", "n"))).isEqualTo("+[40, 0]");
  }

  @Test
  void structFieldWithoutNulls_isShared() {
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
      builder.add(1L, "a", Arrays.asList(5L, "b"));
      try (Batch input = builder.build();
          Batch output = calc("", "px").apply(input, allocator, (row, message) -> {})) {
        assertThat(output.column(0)).isSameAs(input.column(2).child(0));
      }
    }
  }

  @Test
  void row_writesItsFieldsIntoChildColumns() {
    assertThat(run(calc("n >= 1", "row(n + 1, t, row(n, upper(t)))")))
        .isEqualTo("+[[2, one, [1, ONE]]]-[[3, null, [2, null]]]");
    assertThat(run(calc("", "row(10 / n, ARRAY[n, n])")))
        .isEqualTo("+[[10, [1, 1]]]-[[5, [2, 2]]]+[[null, [null, null]]]");
  }

  @Test
  void objects_passThrough() {
    assertThat(run(calc("n >= 1", "ARRAY[n, n + 1]", "map('k', n)", "to_json(p)")))
        .isEqualTo(
            "+[[1, 2], {k=1}, {\"x\":10,\"name\":\"a name that is not inlined\"}]"
                + "-[[2, 3], {k=2}, null]");
    assertThat(run(calc("", "CASE WHEN n = 1 THEN p ELSE row(n, t) END")))
        .isEqualTo(
            "+[[10, a name that is not inlined]]-[[2, null]]"
                + "+[[null, three and more than twelve bytes]]+[[0, four]]");
  }

  @Test
  void literals_fillColumns() {
    assertThat(run(calc("", "'a literal beyond twelve bytes'", "1.50", "NULL", "TRUE", "ARRAY[1]")))
        .startsWith("+[a literal beyond twelve bytes, 1.50, null, true, [1]]-[a literal beyond");
  }

  @Test
  void emptyBatch_staysEmpty() {
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES);
        Batch input = builder.build();
        Batch output =
            calc("n > 0", "n + 1", "upper(t)", "t", "'x'", "row(n, t)")
                .apply(input, allocator, (row, message) -> errors.add(message))) {
      assertThat(output.rows()).isZero();
      assertThat(output.columnCount()).isEqualTo(5);
    }
  }

  @Test
  void manyRows_agreeWithAndWithoutNulls() {
    CompiledCalc calc = calc("n % 3 = 0", "n * 2", "t || '!'", "n");
    for (boolean nulls : new boolean[] {false, true, false}) {
      try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
        for (long i = 0; i < 9000; i++) {
          boolean isNull = nulls && i % 7 == 0;
          builder.add(i, isNull ? null : "text number " + i, Arrays.asList(i, "x"));
        }
        try (Batch input = builder.build();
            Batch output = calc.apply(input, allocator, (row, message) -> errors.add(message))) {
          assertThat(output.rows()).isEqualTo(3000);
          for (int i = 0; i < output.rows(); i++) {
            long n = 3L * i;
            Object text = nulls && n % 7 == 0 ? null : "text number " + n + "!";
            assertThat(output.row(i)).isEqualTo(Arrays.asList(2 * n, text, n));
          }
        }
      }
    }
    assertThat(errors).isEmpty();
  }

  @Test
  void fewRowsLeft_keepNoLargeMemory() {
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
      for (long i = 0; i < 8000; i++) {
        builder.add(i, "x", Arrays.asList(i, "x"));
      }
      try (Batch input = builder.build()) {
        long before = allocator.getAllocatedMemory();
        try (Batch output =
            calc("n = 17", "n + 1", "n + 2")
                .apply(input, allocator, (row, message) -> errors.add(message))) {
          assertThat(output.row(0)).isEqualTo(List.of(18L, 19L));
          assertThat(allocator.getAllocatedMemory() - before).isLessThan(1000);
        }
      }
    }
  }

  @Test
  void longExpressions_areCut() {
    List<Expr.When> whens = new ArrayList<>();
    for (long i = 0; i < 250; i++) {
      Expr condition = Functions.call("=", NAMES.get("n"), new Expr.Literal(i, DataType.BIGINT));
      Expr text = Functions.call("||", NAMES.get("t"), new Expr.Literal(" " + i, DataType.TEXT));
      whens.add(new Expr.When(condition, text));
    }
    Expr choice = Functions.caseWhen(whens, Optional.empty());
    Expr sum = NAMES.get("n");
    List<Expr> any = new ArrayList<>();
    for (long i = 0; i < 600; i++) {
      sum = Functions.call("+", sum, Functions.call("%", NAMES.get("n"), literal(i + 2)));
      any.add(Functions.call("=", Functions.call("%", NAMES.get("n"), literal(i + 7)), literal(2)));
    }
    CompiledCalc calc =
        ExprCompiler.calc(Optional.of(Functions.call("or", any)), List.of(choice, sum), TYPES);
    assertThat(run(calc)).isEqualTo("-[null, 1200]");
  }

  private static Expr literal(long value) {
    return new Expr.Literal(value, DataType.BIGINT);
  }

  @Test
  void longFilterOverAnOutput_isCutLikeTheOutput() {
    String[] outputs = new String[120];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = "n * " + (i + 2) + " + " + i;
    }
    String last = outputs[outputs.length - 1];
    String filter = last + " > 0 AND " + last + " < 1000";

    assertThat(run(calc(filter, outputs)))
        .contains("+[2, 4, 6,", "-[4, 7, 10,", "+[0, 1, 2,")
        .doesNotContain("null");
  }

  @Test
  void manyColumns_areWrittenByManyMethods() {
    List<Expr> projections =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? Functions.call("+", NAMES.get("n"), literal(i))
                        : Functions.call(
                            "||", NAMES.get("t"), new Expr.Literal("" + i, DataType.TEXT)))
            .toList();
    CompiledCalc calc = ExprCompiler.calc(Optional.of(expr("n = 1")), projections, TYPES);
    try (Batch input = rows();
        Batch output = calc.apply(input, allocator, (row, message) -> errors.add(message))) {
      assertThat(output.rows()).isEqualTo(1);
      for (int i = 0; i < 700; i++) {
        Column column = output.column(i);
        assertThat(column.get(0)).isEqualTo(i % 2 == 0 ? (Object) (1L + i) : "one" + i);
      }
    }
  }

  @Test
  void compiledFilter_selectsRows() {
    CompiledFilter filter = ExprCompiler.filter(expr("10 / n > 5"), TYPES);
    int[] selected = new int[4];
    try (Batch input = rows()) {
      int count = filter.select(input, selected, (row, message) -> errors.add(row + message));
      assertThat(Arrays.copyOf(selected, count)).containsExactly(0);
    }
    assertThat(errors).containsExactly("3division by zero");
  }

  @Test
  void columnOfAnotherType_isRefused() {
    assertThatThrownBy(
            () ->
                ExprCompiler.calc(
                    Optional.empty(),
                    List.of(new Expr.ColumnRef(0, DataType.TEXT, true)),
                    List.of(DataType.BIGINT)))
        .hasMessageContaining("no column");
  }
}
