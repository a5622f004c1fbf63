package dev.laminar.sql;

import dev.laminar.internal.plan.Plan;
import dev.laminar.sql.internal.statement.Explanations;
import java.util.List;

/**
 * A text of SQL, planned: one plan in which everything that it writes runs together, its settings,
 * and a result per statement.
 */
public record Script(Plan plan, Settings settings, List<StatementResult> results) {
  public Script {
    results = List.copyOf(results);
  }

  /** Whether there is anything to run. */
  public boolean runs() {
    return !plan.sinks().isEmpty();
  }

  /** How it would run, as EXPLAIN says it. */
  public StatementResult.Explanation explain() {
    return Explanations.of(plan, settings);
  }
}
