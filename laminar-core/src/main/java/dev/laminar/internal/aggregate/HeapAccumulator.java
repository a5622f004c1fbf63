package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that keeps an object for each group, on the heap: for what has no fixed size. The
 * group's row holds the object's number; 0 says that there is none yet.
 *
 * @param <S> what is kept
 */
abstract class HeapAccumulator<S> extends Accumulator {
  private final AggregateMemory memory;
  private final List<@Nullable S> objects = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  HeapAccumulator(AggregateMemory memory) {
    this.memory = memory;
  }

  abstract S create();

  /** Adds one row of the feed's batch. */
  abstract void add(S state, Feed feed, int row, int weight);

  abstract void merge(S into, S from, int sign);

  /** Appends the result; null stands for a group without values. */
  abstract void finish(@Nullable S state, ColumnBuilder out, Failures failures);

  /** An estimate of the heap that it takes. */
  abstract long bytes(S state);

  abstract void save(S state, ColumnBuilder out);

  abstract S load(Column saved, int row);

  @Override
  int bytes() {
    return 8;
  }

  final @Nullable S state(long row) {
    int number = (int) Mem.getLong(row + offset());
    return number == 0 ? null : objects.get(number - 1);
  }

  private S stateOrNew(long row) {
    S known = state(row);
    return known != null ? known : keep(row, create());
  }

  private S keep(long row, S state) {
    int number;
    if (free.isEmpty()) {
      objects.add(state);
      number = objects.size();
    } else {
      number = free.removeLast();
      objects.set(number - 1, state);
    }
    Mem.putLong(row + offset(), number);
    memory.grow(bytes(state));
    return state;
  }

  @Override
  final void add(Feed feed) {
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      S state = stateOrNew(feed.groups()[row]);
      long before = bytes(state);
      add(state, feed, row, Feed.weight(weights, row));
      memory.grow(bytes(state) - before);
    }
  }

  @Override
  final void merge(long into, long from) {
    combine(into, from, 1);
  }

  @Override
  void subtract(long into, long from) {
    combine(into, from, -1);
  }

  private void combine(long into, long from, int sign) {
    S source = state(from);
    if (source != null) {
      S target = stateOrNew(into);
      long before = bytes(target);
      merge(target, source, sign);
      memory.grow(bytes(target) - before);
    }
  }

  @Override
  final void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      finish(state(rows[i]), out, failures);
    }
  }

  @Override
  final boolean ownsMemory() {
    return true;
  }

  @Override
  final void release(long row) {
    S state = state(row);
    if (state != null) {
      int number = (int) Mem.getLong(row + offset());
      memory.grow(-bytes(state));
      objects.set(number - 1, null);
      free.add(number);
      Mem.putLong(row + offset(), 0);
    }
  }

  @Override
  final void save(long[] rows, int count, ColumnBuilder[] out) {
    for (int i = 0; i < count; i++) {
      S state = state(rows[i]);
      if (state == null) {
        out[0].appendNull();
      } else {
        save(state, out[0]);
      }
    }
  }

  @Override
  final void load(long row, Column[] state, int i) {
    if (!state[0].isNull(i)) {
      keep(row, load(state[0], i));
    }
  }
}
