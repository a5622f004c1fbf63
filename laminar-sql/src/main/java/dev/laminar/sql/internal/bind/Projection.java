package dev.laminar.sql.internal.bind;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects the columns that a {@link Node.Calc} is to compute, each once. One use. */
final class Projection {

  private final List<Expr> exprs = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Starts with all columns of a node. */
  static Projection identity(Schema schema) {
    Projection projection = new Projection();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      projection.exprs.add(new Expr.ColumnRef(i, field.type(), field.nullable()));
      projection.names.add(field.name());
    }
    return projection;
  }

  /** The position of the column that holds the value. */
  int add(Expr expr, String name) {
    int known =
        expr instanceof Expr.ColumnRef ref ? indexOfColumn(ref.index()) : exprs.indexOf(expr);
    return known >= 0 ? known : append(expr, name);
  }

  /** The same, as a column of its own even if another holds the value too. */
  int append(Expr expr, String name) {
    exprs.add(expr);
    names.add(name);
    return exprs.size() - 1;
  }

  /** The value over the projection's columns; a window stays the two columns that it is. */
  Expr keep(Expr expr, String name) {
    WindowColumns window = Windows.columns(expr);
    if (window == null) {
      return new Expr.ColumnRef(add(expr, name), expr.type(), expr.nullable());
    }
    boolean missing = expr.nullable();
    int start = add(Windows.border(window.start(), missing), name + "_start");
    int end = add(Windows.border(window.end(), missing), name + "_end");
    return missing
        ? Windows.missing(new WindowColumns(start, end, false))
        : Windows.struct(start, end);
  }

  /** Takes the input's event time along. */
  OptionalInt keepTime(Node input) {
    OptionalInt time = input.timeColumn();
    if (time.isEmpty()) {
      return time;
    }
    Field field = input.schema().field(time.getAsInt());
    Expr ref = new Expr.ColumnRef(time.getAsInt(), field.type(), field.nullable());
    return OptionalInt.of(add(ref, field.name()));
  }

  /** Where the windows' columns went, as far as they were taken along. */
  List<WindowColumns> moved(List<WindowColumns> windows) {
    List<WindowColumns> moved = new ArrayList<>();
    for (WindowColumns window : windows) {
      int start = indexOfColumn(window.start());
      int end = indexOfColumn(window.end());
      if (start >= 0 && end >= 0) {
        moved.add(new WindowColumns(start, end, window.fixed()));
      }
    }
    return moved;
  }

  /** The same, each as often as it was taken along. */
  List<WindowColumns> allMoved(List<WindowColumns> windows) {
    List<WindowColumns> moved = new ArrayList<>();
    for (WindowColumns window : windows) {
      for (int start = 0; start < exprs.size(); start++) {
        for (int end = 0; end < exprs.size(); end++) {
          if (isColumn(start, window.start()) && isColumn(end, window.end())) {
            moved.add(new WindowColumns(start, end, window.fixed()));
          }
        }
      }
    }
    return moved;
  }

  private boolean isColumn(int position, int column) {
    return exprs.get(position) instanceof Expr.ColumnRef ref && ref.index() == column;
  }

  private int indexOfColumn(int column) {
    for (int i = 0; i < exprs.size(); i++) {
      if (isColumn(i, column)) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return exprs.size();
  }

  Node.Calc over(Node input, OptionalInt time, BadData badData) {
    return over(input, Optional.empty(), time, badData);
  }

  Node.Calc over(Node input, Optional<Expr> filter, OptionalInt time, BadData badData) {
    return new Node.Calc(input, filter, exprs, names, time, badData);
  }

  /** Keeps the rows for which the condition is true, as they are. */
  static Node filter(Node input, Expr condition, BadData badData) {
    Projection all = identity(input.schema());
    return new Node.Calc(
        input, Optional.of(condition), all.exprs, all.names, input.timeColumn(), badData);
  }
}
