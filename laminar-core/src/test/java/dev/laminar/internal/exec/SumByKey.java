package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.operator.Frozen;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of the plainest kind, so that tests of the runner depend on no other: the sum of n
 * by key, or by key and window of a given length, with state by key group.
 */
final class SumByKey implements Operator {

  private static final List<DataType> STATE =
      List.of(DataType.TEXT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);

  private record Group(String key, long window) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byWindow = Long.compare(window, other.window);
      return byWindow == 0 ? key.compareTo(other.key) : byWindow;
    }
  }

  private static final class Sum {
    long now;
    long emitted;
    boolean known;
  }

  private final long window;
  private final Map<Group, Sum> sums = new TreeMap<>();
  private @Nullable OperatorContext context;
  private long watermark = Long.MIN_VALUE;

  /**
   * @param window 0 for none: then net changes are emitted at ticks
   */
  SumByKey(long window) {
    this.window = window;
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
  }

  private OperatorContext context() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      long[] hashes = new long[batch.rows()];
      KeyHash.hash(batch, new int[] {0}, hashes);
      for (int row = 0; row < batch.rows(); row++) {
        if (!context().keyGroups().contains(group(hashes[row]))) {
          throw new IllegalStateException("a row came to a task that does not own its key");
        }
        long start = window == 0 ? 0 : batch.column(2).getLong(row) / window * window;
        if (window != 0 && start + window <= watermark) {
          context().counter("late-rows").add(1);
          continue;
        }
        String key = String.valueOf(batch.column(0).get(row));
        Sum sum = sums.computeIfAbsent(new Group(key, start), _ -> new Sum());
        sum.now += batch.column(1).getLong(row) * batch.weight(row);
      }
    }
  }

  private static int group(long hash) {
    return KeyGroups.groupOf(hash, KeyGroups.DEFAULT_COUNT);
  }

  @Override
  public void onTick(long number, Output output) {
    if (window != 0) {
      return;
    }
    try (BatchBuilder rows =
        new BatchBuilder(context().allocator(), List.of(DataType.TEXT, DataType.BIGINT))) {
      sums.forEach(
          (group, sum) -> {
            if (sum.known && sum.now != sum.emitted) {
              rows.change(-1, group.key, sum.emitted);
            }
            if (!sum.known || sum.now != sum.emitted) {
              rows.change(1, group.key, sum.now);
            }
            sum.known = true;
            sum.emitted = sum.now;
          });
      output.emit(rows.build());
    }
  }

  @Override
  public void onWatermark(long time, Output output) {
    if (time <= watermark) {
      throw new IllegalStateException("the watermark fell from " + watermark + " to " + time);
    }
    watermark = time;
    if (window == 0) {
      return;
    }
    List<DataType> types =
        List.of(
            DataType.TEXT,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP,
            DataType.BIGINT,
            DataType.TIMESTAMP);
    try (BatchBuilder rows = new BatchBuilder(context().allocator(), types)) {
      sums.entrySet()
          .removeIf(
              entry -> {
                Group group = entry.getKey();
                long end = group.window + window;
                if (end > time) {
                  return false;
                }
                rows.add(group.key, group.window, end, entry.getValue().now, end - 1);
                return true;
              });
      output.emit(rows.build());
    }
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    sums.forEach(
        (group, sum) -> {
          try (BatchBuilder row = new BatchBuilder(context().allocator(), STATE)) {
            row.add(group.key, group.window, sum.now, sum.known ? sum.emitted : null);
            Batch batch = row.build();
            long[] hash = new long[1];
            KeyHash.hash(batch, new int[] {0}, hash);
            writer.put("sums", group(hash[0]), batch);
          }
        });
    return Frozen.NOTHING;
  }

  @Override
  public void restore(SnapshotReader reader) {
    reader.read(
        "sums",
        batch -> {
          try (batch) {
            for (int row = 0; row < batch.rows(); row++) {
              Sum sum = new Sum();
              sum.now = batch.column(2).getLong(row);
              sum.known = !batch.column(3).isNull(row);
              sum.emitted = sum.known ? batch.column(3).getLong(row) : 0;
              String key = String.valueOf(batch.column(0).get(row));
              sums.put(new Group(key, batch.column(1).getLong(row)), sum);
            }
          }
        });
  }
}
