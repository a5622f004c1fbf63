package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts one row for each element of a list, or entry of a map, in the place of each row, with the
 * row's weight.
 *
 * <p>If it is outer, a row whose list is null or empty comes out once, with nulls for the element
 * and its number. A row on which the list's expression fails is bad. <b>State:</b> none.
 * <b>Threads:</b> the owning task only.
 */
public final class UnnestOperator implements Operator {

  private final Node.Unnest node;
  private final int width;
  private final ComputedColumn list;

  private @Nullable OperatorContext context;
  private int[] rows = new int[0];
  private int[] elements = new int[0]; // −1: none
  private long[] numbers = new long[0];
  private int count;

  public UnnestOperator(Node.Unnest node) {
    this.node = node;
    this.width = node.input().schema().size();
    this.list = new ComputedColumn(node.list(), node.input().schema().types());
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    rows = new int[newContext.batchRows()];
    elements = new int[rows.length];
    numbers = new long[rows.length];
    list.open(newContext);
  }

  private OperatorContext context() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (Batch extended = list.append(batch)) {
      Column lists = extended.column(width);
      for (int row = 0; row < extended.rows(); row++) {
        boolean isNull = lists.isNull(row);
        int from = isNull ? 0 : lists.listStart(row);
        int to = isNull ? 0 : lists.listEnd(row);
        for (int element = from; element < to; element++) {
          add(row, element, element - from + 1L, extended, output);
        }
        if (from == to && node.outer()) {
          add(row, -1, 0, extended, output);
        }
      }
      flush(extended, output);
    }
  }

  private void add(int row, int element, long number, Batch extended, Output output) {
    rows[count] = row;
    elements[count] = element;
    numbers[count] = number;
    count++;
    if (count == rows.length) {
      flush(extended, output);
    }
  }

  private void flush(Batch extended, Output output) {
    if (count == 0) {
      return;
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(gather(extended.column(i), rows));
    }
    addElements(extended.column(width).child(0), columns);
    if (node.ordinality()) {
      columns.add(ordinality());
    }
    Column weights = extended.weights();
    Batch made =
        Batch.changes(
            count, weights == null ? null : gather(weights, rows), columns.toArray(Column[]::new));
    count = 0;
    output.emit(made);
  }

  private Column gather(Column column, int[] numbersOfRows) {
    return column.gather(context().allocator(), numbersOfRows, count);
  }

  private Column gatherOrNull(Column column, int[] numbersOfRows) {
    return node.outer()
        ? column.gatherOrNull(context().allocator(), numbersOfRows, count)
        : gather(column, numbersOfRows);
  }

  private void addElements(Column child, List<Column> columns) {
    boolean isMap = node.list().type() instanceof DataType.MapOf;
    if (!isMap && !node.spread()) {
      columns.add(gatherOrNull(child, elements));
      return;
    }
    for (int field = 0; field < child.childCount(); field++) {
      columns.add(gatherField(child, field));
    }
  }

  /** A field of a struct that is null is null, whatever stands there. */
  private Column gatherField(Column struct, int field) {
    if (!struct.mayHaveNulls()) {
      return gatherOrNull(struct.child(field), elements);
    }
    int[] present = new int[count];
    for (int i = 0; i < count; i++) {
      present[i] = elements[i] < 0 || struct.isNull(elements[i]) ? -1 : elements[i];
    }
    return struct.child(field).gatherOrNull(context().allocator(), present, count);
  }

  private Column ordinality() {
    return Columns.numbersOrNull(context().allocator(), count, numbers);
  }
}
