package dev.laminar.sql.internal.bind;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import java.util.List;

/**
 * A bound table or query: a node, and how the columns that the query names are computed from the
 * node's columns. The node may have more columns, such as event time, which travel along unseen.
 *
 * @param windows the columns that hold the window each row belongs to, if rows are windowed: one
 *     entry for each pair of columns that says the same; event time is then the window's end − 1 µs
 * @param badData what becomes of rows on which an expression over this relation fails
 */
public record Relation(
    Node node, List<Output> outputs, List<WindowColumns> windows, BadData badData) {

  public Relation {
    outputs = List.copyOf(outputs);
    windows = List.copyOf(windows);
  }

  /** A named column of the query, computed from the node's columns. */
  public record Output(String name, Expr expr) {}

  /**
   * Where the node has the start and end of a row's window.
   *
   * @param fixed whether all windows have one size, so that a start has one end
   */
  public record WindowColumns(int start, int end, boolean fixed) {
    WindowColumns shifted(int by) {
      return new WindowColumns(start + by, end + by, fixed);
    }
  }

  /** The columns as a reader of the query sees them. */
  public Schema schema() {
    return new Schema(
        outputs.stream()
            .map(out -> new Field(out.name(), out.expr().type(), out.expr().nullable()))
            .toList());
  }

  Relation withOutputs(List<Output> replacement) {
    return new Relation(node, replacement, windows, badData);
  }

  List<Expr> expressions() {
    return outputs.stream().map(Output::expr).toList();
  }
}
