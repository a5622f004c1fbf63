package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.fixture.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries over nodes that were not made by SQL. */
class QueryTest {

  private final SqlPlanner planner = new Sql().planner();

  private static Node stream() {
    Schema schema =
        Schema.of(Field.of("a", DataType.BIGINT), Field.required("t", DataType.TIMESTAMP));
    Expr time = new Expr.ColumnRef(1, DataType.TIMESTAMP, false);
    return new Node.Watermark(
        new Node.Values(schema, List.of()), 1, time, Duration.ZERO, BadData.FAIL);
  }

  @Test
  void aQuery_isANodeOverTheGivenOnes() {
    SqlPlanner.Query query = planner.query("SELECT a + 1 AS b FROM s", Map.of("s", stream()));

    assertThat(query.columns()).isEqualTo(1);
    assertThat(query.node().schema().names()).startsWith("b");
    assertThat(query.node().timeColumn()).hasValue(1);
  }

  @Test
  void windows_areKnownAcrossQueries() {
    Node windowed =
        planner
            .query(
                "SELECT tumble(interval '1 s') AS w, count(*) AS n FROM s GROUP BY w",
                Map.of("s", stream()))
            .node();
    SqlPlanner.Query again =
        planner.query(
            "SELECT hop(interval '1 s', interval '3 s') AS w, sum(n) AS n FROM x GROUP BY w",
            Map.of("x", windowed));

    assertThat(GroupTest.find(again.node(), Node.WindowAggregate.class)).isNotNull();
  }
}
