package dev.laminar.sql;

import dev.laminar.data.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one statement of a text has to say before anything runs. */
public sealed interface StatementResult {

  /** It is done; nothing to show but a word such as {@code CREATE TABLE cars}. */
  record Done(String message) implements StatementResult {}

  /** It writes to a sink of the plan once that runs. */
  record Writes(String sink) implements StatementResult {}

  /** Rows to show: SHOW and DESCRIBE. */
  record Rows(Schema schema, List<List<@Nullable Object>> rows) implements StatementResult {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** EXPLAIN: the plan as text, and as operators with what is known of each. */
  record Explanation(String text, PlanGraph graph) implements StatementResult {}
}
