package dev.laminar.internal.exec;

import dev.laminar.ErrorCode;
import dev.laminar.JobSnapshot;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.state.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A job's state in memory, by operator: rows by table and key group, and the values of each former
 * instance. Rows are copied in and out, so that it depends on no job; a job that begins from it
 * holds it until it has what it needs, whenever others close it. Any thread.
 */
final class StateCopy implements JobSnapshot {

  private record Name(int operator, String name) {}

  private final long epoch;
  private volatile long tick;
  private int holders = 1;
  private final BufferAllocator allocator;
  private final Map<Name, Map<Integer, List<Batch>>> tables = new HashMap<>();
  private final Map<Name, List<byte[]>> values = new HashMap<>();

  StateCopy(long epoch, BufferAllocator allocator) {
    this.epoch = epoch;
    this.allocator = allocator;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  /** The number of the last tick before it. */
  long tick() {
    return tick;
  }

  void setTick(long number) {
    tick = number;
  }

  /** Takes the state of one instance of an operator. */
  SnapshotWriter writer(int operator) {
    return new SnapshotWriter() {
      @Override
      public boolean changesOnly(String table) {
        return false;
      }

      @Override
      public void remove(String table, int keyGroup, Batch keys) {
        keys.close();
        throw new IllegalStateException("no changes were asked for");
      }

      @Override
      public void put(String table, int keyGroup, Batch rows) {
        try (rows) {
          add(new Name(operator, table), keyGroup, copy(rows, allocator));
        }
      }

      @Override
      public void instance(String name, byte[] value) {
        addValue(new Name(operator, name), value);
      }
    };
  }

  private synchronized void add(Name table, int keyGroup, Batch rows) {
    tables
        .computeIfAbsent(table, key -> new TreeMap<>())
        .computeIfAbsent(keyGroup, key -> new ArrayList<>())
        .add(rows);
  }

  private synchronized void addValue(Name name, byte[] value) {
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** Gives an instance of an operator the state of its key groups. */
  SnapshotReader reader(int operator, KeyGroups groups, BufferAllocator target) {
    return new SnapshotReader() {
      @Override
      public void read(String table, Rows rows) {
        for (Batch batch : batches(new Name(operator, table), groups)) {
          rows.put(copy(batch, target));
        }
      }

      @Override
      public List<byte[]> instance(String name) {
        return valuesOf(new Name(operator, name));
      }
    };
  }

  private synchronized List<Batch> batches(Name table, KeyGroups groups) {
    List<Batch> found = new ArrayList<>();
    tables
        .getOrDefault(table, Map.of())
        .forEach(
            (group, batches) -> {
              if (groups.contains(group)) {
                found.addAll(batches);
              }
            });
    return found;
  }

  private synchronized List<byte[]> valuesOf(Name name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  private static Batch copy(Batch batch, BufferAllocator target) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      types.add(batch.column(i).type());
    }
    try (BatchBuilder copy = new BatchBuilder(target, types)) {
      for (int row = 0; row < batch.rows(); row++) {
        copy.addFrom(batch, row);
      }
      return copy.build();
    }
  }

  /** Makes it stay until a further {@link #close}; refuses if it is gone. */
  synchronized StateCopy hold() {
    if (holders == 0) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND, "the snapshot to begin from has been closed: close it later");
    }
    holders++;
    return this;
  }

  @Override
  public synchronized void close() {
    if (holders == 0 || --holders > 0) {
      return;
    }
    tables.values().forEach(groups -> groups.values().forEach(list -> list.forEach(Batch::close)));
    tables.clear();
    values.clear();
    allocator.close();
  }
}
