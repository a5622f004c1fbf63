package dev.laminar.sql.internal.statement;

import dev.laminar.internal.plan.Plan;
import dev.laminar.sql.PlanGraph;
import dev.laminar.sql.Settings;
import dev.laminar.sql.StatementResult;
import dev.laminar.sql.internal.explain.GraphBuilder;
import dev.laminar.sql.internal.explain.GraphText;

/** The answer to EXPLAIN. */
public final class Explanations {

  private Explanations() {}

  public static StatementResult.Explanation of(Plan plan, Settings settings) {
    PlanGraph graph = GraphBuilder.build(plan, settings.parallelism().orElse(1));
    return new StatementResult.Explanation(GraphText.of(graph), graph);
  }
}
