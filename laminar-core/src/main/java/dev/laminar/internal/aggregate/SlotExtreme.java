package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.Arena;
import dev.laminar.internal.state.RowFields;
import dev.laminar.internal.state.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** min or max of DECIMAL, text or bytes over inserts: the best value so far. */
final class SlotExtreme extends Accumulator {
  private final int column;
  private final DataType type;
  private final boolean max;
  private final Arena arena;
  private @Nullable Slot slot;
  private final long[] one = new long[1];

  SlotExtreme(int column, DataType type, boolean max, AggregateMemory memory) {
    this.column = column;
    this.type = type;
    this.max = max;
    this.arena = memory.arena();
  }

  /** A word that is 1 once there is a value, and the value. */
  @Override
  int bytes() {
    return 24;
  }

  private Slot slot() {
    Slot known = slot;
    if (known == null) {
      known = new RowFields(List.of(Field.required("best", type)), offset() + 8, -1).slot(0);
      slot = known;
    }
    return known;
  }

  private boolean filled(long row) {
    return Mem.getLong(row + offset()) != 0;
  }

  @Override
  void add(Feed feed) {
    if (!feed.insertsOnly()) {
      throw new IllegalStateException("retracts where the plan promised inserts only");
    }
    Column values = feed.batch().column(column);
    Slot best = slot();
    long[] groups = feed.groups();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      if (!filled(groups[row])) {
        put(groups[row], values, row);
      } else {
        int order = best.compare(groups[row], values, row);
        if (max ? order < 0 : order > 0) {
          best.clear(groups[row], arena);
          put(groups[row], values, row);
        }
      }
    }
  }

  private void put(long group, Column values, int row) {
    slot().write(group, values, row, arena);
    Mem.putLong(group + offset(), 1);
  }

  @Override
  void merge(long into, long from) {
    if (!filled(from)) {
      return;
    }
    if (filled(into)) {
      int order = slot().compareRows(into, from);
      if (max ? order >= 0 : order <= 0) {
        return;
      }
      slot().clear(into, arena);
    }
    slot().copy(into, from, arena);
    Mem.putLong(into + offset(), 1);
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      if (filled(rows[i])) {
        one[0] = rows[i];
        slot().read(one, 1, out);
      } else {
        out.appendNull();
      }
    }
  }

  @Override
  boolean ownsMemory() {
    return true;
  }

  @Override
  void release(long row) {
    slot().clear(row, arena);
    Mem.putLong(row + offset(), 0);
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(type);
  }

  @Override
  void save(long[] rows, int count, ColumnBuilder[] out) {
    finish(rows, count, out[0], (row, error) -> {});
  }

  @Override
  void load(long row, Column[] state, int i) {
    if (!state[0].isNull(i)) {
      put(row, state[0], i);
    }
  }
}
