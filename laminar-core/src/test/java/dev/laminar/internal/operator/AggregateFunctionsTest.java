package dev.laminar.internal.operator;

import static dev.laminar.internal.operator.TestInputs.call;
import static dev.laminar.internal.operator.TestInputs.calls;
import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.AggregateFunction;
import dev.laminar.internal.aggregate.AggregateFunctions;
import dev.laminar.internal.plan.AggregateCall.SortKey;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.Change;
import dev.laminar.testing.OperatorHarness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each function over inserts, and again over changes whose sum is the same rows. */
class AggregateFunctionsTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("y", DataType.DOUBLE),
          Field.of("x", DataType.DOUBLE),
          Field.of("s", DataType.TEXT),
          Field.of("d", new DataType.Decimal(38, 2)),
          Field.of("u", new DataType.Int(64, false)),
          Field.of("t", DataType.TIMESTAMP),
          Field.of("i", DataType.BIGINT));

  private static final List<Change> ROWS =
      List.of(
          insert(1.0, 2.0, "b", new BigDecimal("1.10"), 3L, 30L, 6L),
          insert(2.0, 4.0, "a", new BigDecimal("2.20"), -1L, 10L, 3L),
          insert(3.0, 7.0, "b", new BigDecimal("-0.30"), 5L, 20L, 6L),
          insert(null, 9.0, null, null, null, 5L, null),
          insert(6.0, null, "c", new BigDecimal("4.00"), 7L, 40L, 12L));

  private static OperatorHarness harness(boolean updating, TestInputs.Call... calls) {
    Node.Aggregate node =
        new Node.Aggregate(TestInputs.table(SCHEMA, updating), new int[0], calls(SCHEMA, calls));
    return OperatorHarness.of(() -> AggregateOperator.of(node), SCHEMA).keys(0);
  }

  private static void check(TestInputs.Call call, Object expected) {
    harness(false, call).feed(0, ROWS).tick().expect(insert(expected)).run();
    Change stranger = insert(100.0, -5.0, "zz", new BigDecimal("77.77"), 1000L, -7L, 1023L);
    List<Change> changes = new ArrayList<>(List.of(stranger));
    changes.addAll(ROWS);
    changes.add(new Change(-1, stranger.row()));
    harness(true, call).feed(0, changes).tick().expect(insert(expected)).run();
  }

  @Test
  void variances_areThoseOfTheTextbook() {
    check(call("var_pop", 0), 3.5);
    check(call("var_samp", 0), 14.0 / 3);
    check(call("stddev", 0), Math.sqrt(14.0 / 3));
    check(call("stddev_pop", 0), Math.sqrt(3.5));
  }

  @Test
  void regression_isThatOfTheCompletePairs() {
    check(call("covar_pop", 0, 1), 5.0 / 3);
    check(call("covar_samp", 0, 1), 2.5);
    check(call("regr_avgx", 0, 1), 13.0 / 3);
    check(call("regr_avgy", 0, 1), 2.0);
    check(call("regr_sxx", 0, 1), 38.0 / 3);
    check(call("regr_syy", 0, 1), 2.0);
    check(call("regr_sxy", 0, 1), 5.0);
    check(call("regr_slope", 0, 1), 5 / (38.0 / 3));
  }

  @Test
  void varianceOfLargeCloseValues_keepsItsDigits() {
    harness(false, call("var_samp", 0))
        .feed(
            insert(1e9 + 1, null, null, null, null, null, null),
            insert(1e9 + 2, null, null, null, null, null, null),
            insert(1e9 + 3, null, null, null, null, null, null))
        .tick()
        .expect(insert(1.0))
        .run();
  }

  @Test
  void sumOfDoubles_doesNotDependOnOrderOrOnWhatIsGone() {
    harness(true, call("sum", 0))
        .feed(insert(1e100, null, null, null, null, null, null))
        .feed(insert(0.1, null, null, null, null, null, null))
        .feed(insert(Double.POSITIVE_INFINITY, null, null, null, null, null, null))
        .tick()
        .expect(insert(Double.POSITIVE_INFINITY))
        .feed(retract(Double.POSITIVE_INFINITY, null, null, null, null, null, null))
        .feed(retract(1e100, null, null, null, null, null, null))
        .tick()
        .expect(retract(Double.POSITIVE_INFINITY), insert(0.1))
        .run();
  }

  @Test
  void decimals_areSummedExactly() {
    check(call("sum", 3), new BigDecimal("7.00"));
    check(call("avg", 3), new BigDecimal("1.750000"));
    check(call("min", 3), new BigDecimal("-0.30"));
    check(call("max", 3), new BigDecimal("4.00"));
  }

  @Test
  void decimalSumOfTooManyDigits_isABadRow() {
    BigDecimal half = new BigDecimal("6" + "0".repeat(35) + ".00");
    harness(false, call("sum", 3))
        .dropBadRows()
        .feed(
            insert(null, null, null, half, null, null, null),
            insert(null, null, null, half, null, null, null))
        .tick()
        .expectNothing()
        .expectBad(1, "more than 38 digits")
        .run();
  }

  @Test
  void unsignedNumbers_areOrderedAsSuch() {
    check(call("max", 4), -1L);
    check(call("min", 4), 3L);
  }

  @Test
  void percentiles_interpolateOrChoose() {
    check(call("median", 0), 2.5);
    check(call("percentile_cont", 0).with(0.25), 1.75);
    check(call("percentile_cont", 0).with(0.25).orderBy(new SortKey(0, true, false)), 3.75);
    check(call("percentile_disc", 2).with(0.5), "b");
    check(call("percentile_disc", 0).with(1.0), 6.0);
    check(call("mode", 2), "b");
  }

  @Test
  void lists_followTheirOrder() {
    SortKey byTime = new SortKey(5, false, false);
    List<Object> names = new ArrayList<>(List.of("a", "b", "b", "c"));
    names.addFirst(null);
    check(call("array_agg", 2).orderBy(byTime), names);
    check(call("string_agg", 2).with("; ").orderBy(byTime), "a; b; b; c");
    check(call("string_agg", 2).with("").orderBy(new SortKey(5, true, false)), "cbba");
    check(
        call("array_agg", 2).asDistinct().orderBy(new SortKey(2, true, true)),
        java.util.Arrays.asList(null, "c", "b", "a"));
  }

  @Test
  void arrayOverInserts_keepsTheOrderOfArrival() {
    harness(false, call("array_agg", 2))
        .feed(0, ROWS)
        .tick()
        .expect(insert(java.util.Arrays.asList("b", "a", "b", null, "c")))
        .run();
  }

  @Test
  void edges_goByEventTime() {
    check(call("first_value", 0, 5), null);
    check(call("first_value", 1, 5), 9.0);
    check(call("last_value", 2, 5), "c");
  }

  @Test
  void topK_ranksByFrequency() {
    check(call("top_k", 2).with(2L), List.of(List.of("b", 2), List.of("a", 1)));
  }

  @Test
  void bits_areCombined() {
    check(call("bit_and", 6), 0L);
    check(call("bit_or", 6), 15L);
    check(call("bit_xor", 6), 15L);
  }

  @Test
  void sketches_areExactForFewValues() {
    check(call("approx_distinct", 2), 3);
    check(call("approx_median", 0), 2.0);
  }

  @Test
  void sketchOfManyValues_isClose() {
    List<Change> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(insert((double) i, null, null, null, null, null, (long) (i % 5000)));
    }
    Node.Aggregate node =
        new Node.Aggregate(
            TestInputs.table(SCHEMA, false),
            new int[0],
            calls(SCHEMA, call("approx_distinct", 6), call("approx_percentile_cont", 0).with(0.9)));
    List<Object> result = new ArrayList<>();
    try (TestRun run = new TestRun(AggregateOperator.of(node), SCHEMA)) {
      run.feed(rows);
      run.tick();
      result.addAll(run.changes().getLast().row());
    }
    assertThat((Long) result.get(0)).isBetween(4750L, 5250L);
    assertThat((Double) result.get(1)).isBetween(17_400.0, 18_600.0);
  }

  @Test
  void nothing_hasACountOfZeroAndNoOtherResult() {
    harness(
            false,
            call("count", 0),
            call("sum", 6),
            call("avg", 6),
            call("avg", 0),
            call("median", 0),
            call("array_agg", 2),
            call("approx_distinct", 2),
            call("var_pop", 0),
            call("min", 3))
        .tick()
        .expect(insert(0, null, null, null, null, null, 0, null, null))
        .run();
  }

  @Test
  void unknownFunctionOrArguments_areExplained() {
    List<Field> text = List.of(Field.of("s", DataType.TEXT));
    assertThatThrownBy(() -> AggregateFunctions.bind("sum", text, List.of(), false))
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
        .hasMessageContaining("sum(TEXT) does not exist; there is sum(BIGINT) → BIGINT");
    assertThatThrownBy(() -> AggregateFunctions.bind("summ", text, List.of(), false))
        .hasMessageContaining("there is no aggregate function summ");
    assertThatThrownBy(() -> AggregateFunctions.bind("percentile_cont", text, List.of(2), false))
        .isInstanceOf(LaminarException.class);
  }

  @Test
  void everyFunction_saysWhatItIs() {
    assertThat(AggregateFunctions.all())
        .allSatisfy(
            function -> {
              assertThat(function.description()).endsWith(".");
              assertThat(function.example()).contains(function.name());
              assertThat(function.signatures()).isNotEmpty();
            })
        .extracting(AggregateFunction::name)
        .contains("count", "stddev", "every", "approx_median", "top_k", "regr_r2");
  }
}
