package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Makes relations from relations. */
public final class Relations {

  private Relations() {}

  /** One row without columns, for queries without FROM. */
  static Relation oneRow() {
    Schema schema = Schema.of(Field.required("one", DataType.BOOLEAN));
    Node node = new Node.Values(schema, List.of(List.of(true)));
    return new Relation(node, List.of(), List.of(), BadData.FAIL);
  }

  /** All columns of a node, by their names. */
  public static Relation of(Node node, BadData badData) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < node.schema().size(); i++) {
      Field field = node.schema().field(i);
      outputs.add(new Output(field.name(), new Expr.ColumnRef(i, field.type(), field.nullable())));
    }
    return new Relation(node, outputs, List.of(), badData);
  }

  /** The relation with its outputs as columns of its node; windows stay two columns each. */
  static Relation materialised(Relation relation) {
    if (relation.expressions().stream().allMatch(Relations::isPlain)) {
      return relation;
    }
    return computed(relation);
  }

  /** The same, computing them in any case. */
  static Relation computed(Relation relation) {
    Projection projection = new Projection();
    List<Output> outputs = new ArrayList<>();
    for (Output output : relation.outputs()) {
      outputs.add(new Output(output.name(), projection.keep(output.expr(), output.name())));
    }
    OptionalInt time = projection.keepTime(relation.node());
    List<WindowColumns> windows = projection.moved(relation.windows());
    Node node = projection.over(relation.node(), time, relation.badData());
    return new Relation(node, outputs, windows, relation.badData());
  }

  private static boolean isPlain(Expr expr) {
    return expr instanceof Expr.ColumnRef || Windows.columns(expr) != null;
  }

  /** The relation on a side of an outer join whose rows may be made up: all values may be null. */
  static Relation missing(Relation relation) {
    Relation plain = materialised(relation);
    List<Output> outputs = new ArrayList<>();
    for (Output output : plain.outputs()) {
      outputs.add(new Output(output.name(), missing(output.expr())));
    }
    return plain.withOutputs(outputs);
  }

  private static Expr missing(Expr expr) {
    WindowColumns window = Windows.columns(expr);
    return window != null
        ? Windows.missing(window)
        : new Expr.ColumnRef(((Expr.ColumnRef) expr).index(), expr.type(), true);
  }

  /** Outputs that would change if computed twice are computed here, once. */
  static Relation settled(Relation relation) {
    boolean anyVolatile = relation.expressions().stream().anyMatch(Volatility::isVolatile);
    return anyVolatile ? computed(relation) : relation;
  }

  /**
   * The distinct rows; within windows, if the rows show theirs, else changing no more than needed.
   */
  static Relation distinct(Relation relation) {
    Relation assigned = WindowAssigner.assign(relation);
    Projection projection = new Projection();
    List<Output> kept = new ArrayList<>();
    for (Output output : assigned.outputs()) {
      kept.add(new Output(output.name(), projection.keep(output.expr(), output.name())));
    }
    int columns = projection.size();
    List<WindowColumns> windows = projection.moved(assigned.windows());
    OptionalInt time =
        windows.isEmpty() ? OptionalInt.empty() : projection.keepTime(assigned.node());
    Node input = projection.over(assigned.node(), time, assigned.badData());
    return time.isPresent()
        ? new WindowedDistinct(input, columns, windows.getFirst())
            .distinct(kept, assigned.badData())
        : new Relation(
            new Node.Aggregate(input, range(columns), List.of()),
            kept,
            List.of(),
            assigned.badData());
  }

  static int[] range(int count) {
    return java.util.stream.IntStream.range(0, count).toArray();
  }
}
