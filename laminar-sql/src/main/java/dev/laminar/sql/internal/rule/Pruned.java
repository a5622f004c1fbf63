package dev.laminar.sql.internal.rule;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A step without its unused columns, and where those that were kept are now.
 *
 * @param columns the new place of each old column, −1 if it is gone
 * @param shapes how much is left of each old column; null if all
 */
record Pruned(Node node, Schema schema, int[] columns, @Nullable Usage[] shapes) {

  Pruned(Node node, int[] columns, @Nullable Usage[] shapes) {
    this(node, node.schema(), columns, shapes);
  }

  /** A step that is as it was. */
  static Pruned same(Node node) {
    int size = node.schema().size();
    int[] columns = new int[size];
    for (int i = 0; i < size; i++) {
      columns[i] = i;
    }
    return new Pruned(node, columns, new Usage[size]);
  }

  /** Both sides of a join, one behind the other. */
  static Pruned both(Node join, Pruned left, Pruned right) {
    int shift = left.schema.size();
    int width = left.columns.length;
    int[] columns = new int[width + right.columns.length];
    @Nullable Usage[] shapes = new Usage[columns.length];
    for (int i = 0; i < columns.length; i++) {
      Pruned side = i < width ? left : right;
      int column = i < width ? i : i - width;
      int place = side.columns[column];
      columns[i] = place < 0 || i < width ? place : place + shift;
      shapes[i] = side.shapes[column];
    }
    return new Pruned(join, columns, shapes);
  }

  int column(int old) {
    return columns[old];
  }

  int[] columns(int[] old) {
    int[] now = new int[old.length];
    for (int i = 0; i < old.length; i++) {
      now[i] = columns[old[i]];
    }
    return now;
  }

  OptionalInt column(OptionalInt old) {
    return old.isPresent() ? OptionalInt.of(columns[old.getAsInt()]) : old;
  }

  /** An expression over the old columns as one over the new. */
  Expr place(Expr expr) {
    Placed chain = chain(expr);
    if (chain != null) {
      return chain.expr();
    }
    List<Expr> children = new ArrayList<>();
    Trees.children(expr).forEach(child -> children.add(place(child)));
    return children.isEmpty() ? expr : Trees.withChildren(expr, children);
  }

  /** How much is left of the value of an expression; null if all. */
  @Nullable Usage shape(Expr expr) {
    Placed chain = chain(expr);
    return chain == null ? null : chain.shape();
  }

  private record Placed(Expr expr, @Nullable Usage shape) {}

  /** A column, or a field of one, at its new place. */
  private @Nullable Placed chain(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef ref -> {
        int column = columns[ref.index()];
        Expr moved = new Expr.ColumnRef(column, schema.field(column).type(), ref.nullable());
        yield new Placed(moved, shapes[ref.index()]);
      }
      case Expr.FieldOf field -> {
        Placed struct = chain(field.struct());
        yield struct == null ? null : field(field, struct);
      }
      default -> null;
    };
  }

  private static Placed field(Expr.FieldOf field, Placed struct) {
    Usage shape = struct.shape();
    int index = shape == null ? field.index() : shape.position(field.index());
    Field now = ((DataType.Struct) struct.expr().type()).fields().get(index);
    return new Placed(
        new Expr.FieldOf(struct.expr(), index, now.type(), field.nullable()),
        shape == null ? null : shape.child(field.index()));
  }
}
