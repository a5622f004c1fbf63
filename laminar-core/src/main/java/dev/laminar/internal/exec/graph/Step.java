package dev.laminar.internal.exec.graph;

import dev.laminar.data.Schema;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Source;
import java.util.List;

/**
 * One operator of a stage's chain. Its id depends on the plan alone, not on parallelism, so that
 * snapshots find it again.
 */
public sealed interface Step {

  int id();

  String name();

  /**
   * The name under which its state is kept: the same as long as it computes the same, in whatever
   * query. See {@link dev.laminar.internal.plan.Digests}.
   */
  String stateId();

  /** How people see it: {@code 3 window-aggregate}. */
  default String label() {
    return id() + " " + name();
  }

  /** Reads a source; always first. */
  record Read(
      int id,
      String name,
      String stateId,
      String table,
      Source source,
      Schema schema,
      BadData badData)
      implements Step {}

  /**
   * Runs an operator.
   *
   * @param stateful whether results depend on rows that came before, so that without its state it
   *     gives wrong ones
   * @param keys for each input, the columns that tell which key group's state a row needs, if rows
   *     and ticks are all that touches its state; else empty
   */
  record Apply(
      int id,
      String name,
      String stateId,
      boolean stateful,
      OperatorFactory factory,
      int inputs,
      List<int[]> keys,
      BadData badData)
      implements Step {
    public Apply {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Writes to a table; always last.
   *
   * @param updating whether rows can be retracted
   */
  record Write(
      int id, String name, String stateId, boolean updating, SinkTable table, Schema schema)
      implements Step {}
}
