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

/**
 * first_value or last_value by event time over inserts. The value may be null. Of rows of one time
 * the first that came is the first, the last that came the last.
 */
final class EdgeByTime extends Accumulator {
  private static final int NULL_BYTE = 1;

  private final int column;
  private final int time;
  private final DataType type;
  private final boolean last;
  private final Arena arena;
  private @Nullable Slot slot;
  private final long[] one = new long[1];

  EdgeByTime(int column, int time, DataType type, boolean last, AggregateMemory memory) {
    this.column = column;
    this.time = time;
    this.type = type;
    this.last = last;
    this.arena = memory.arena();
  }

  /** A word of flags, the time and the value. */
  @Override
  int bytes() {
    return 32;
  }

  @Override
  boolean skipsNulls() {
    return false;
  }

  private Slot slot() {
    Slot known = slot;
    if (known == null) {
      List<Field> fields = List.of(Field.of("value", type));
      known = new RowFields(fields, offset() + 16, offset() + NULL_BYTE).slot(0);
      slot = known;
    }
    return known;
  }

  private boolean filled(long row) {
    return Mem.getByte(row + offset()) != 0;
  }

  private boolean replaces(long group, long newTime) {
    if (!filled(group)) {
      return true;
    }
    long kept = Mem.getLong(group + offset() + 8);
    return last ? newTime >= kept : newTime < kept;
  }

  @Override
  void add(Feed feed) {
    if (!feed.insertsOnly()) {
      throw new IllegalStateException("retracts where the plan promised inserts only");
    }
    Column values = feed.batch().column(column);
    Column times = feed.batch().column(time);
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long group = feed.groups()[row];
      if (!times.isNull(row) && replaces(group, times.getLong(row))) {
        put(group, values, row, times.getLong(row));
      }
    }
  }

  private void put(long group, Column values, int row, long newTime) {
    slot().clear(group, arena);
    slot().write(group, values, row, arena);
    mark(group, newTime);
  }

  private void mark(long group, long newTime) {
    Mem.putByte(group + offset(), (byte) 1);
    Mem.putLong(group + offset() + 8, newTime);
  }

  @Override
  void merge(long into, long from) {
    if (filled(from)) {
      long newTime = Mem.getLong(from + offset() + 8);
      if (replaces(into, newTime)) {
        slot().clear(into, arena);
        slot().copy(into, from, arena);
        mark(into, newTime);
      }
    }
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
    return List.of(DataType.BIGINT, type);
  }

  @Override
  void save(long[] rows, int count, ColumnBuilder[] out) {
    for (int i = 0; i < count; i++) {
      if (filled(rows[i])) {
        out[0].appendLong(Mem.getLong(rows[i] + offset() + 8));
      } else {
        out[0].appendNull();
      }
    }
    finish(rows, count, out[1], (row, error) -> {});
  }

  @Override
  void load(long row, Column[] state, int i) {
    if (!state[0].isNull(i)) {
      put(row, state[1], i, state[0].getLong(i));
    }
  }
}
