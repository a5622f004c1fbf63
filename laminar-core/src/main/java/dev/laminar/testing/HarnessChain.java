package dev.laminar.testing;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.state.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The snapshots that make up an operator's state, as if they had been written and read: for each
 * table and key group what has been put and removed since the table was last written whole. One
 * thread.
 */
final class HarnessChain implements AutoCloseable {

  /** Rows of one table and key group that were put, or keys that were removed. */
  record Piece(String table, int keyGroup, boolean put, Batch rows) {}

  final BufferAllocator allocator;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<String, List<byte[]>> values = new HashMap<>();
  private boolean empty = true;

  HarnessChain(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Whether there is nothing yet to which changes could be added. */
  boolean isEmpty() {
    return empty;
  }

  /** Adds a snapshot that is complete: what each instance has written. */
  void add(List<HarnessSnapshot> shares) {
    empty = false;
    values.clear();
    for (HarnessSnapshot share : shares) {
      pieces.removeIf(
          piece -> {
            boolean replaced =
                share.owned().contains(piece.keyGroup()) && !share.isChanges(piece.table());
            if (replaced) {
              piece.rows().close();
            }
            return replaced;
          });
      pieces.addAll(share.take());
      share
          .values()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
  }

  /** Copies a batch value by value. */
  Batch copy(Batch batch) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      types.add(batch.column(i).type());
    }
    try (BatchBuilder builder = new BatchBuilder(allocator, types)) {
      for (int i = 0; i < batch.rows(); i++) {
        builder.addFrom(batch, i);
      }
      return builder.build();
    }
  }

  /** The state of some key groups; {@code first} if an instance has not read any others before. */
  SnapshotReader reader(KeyGroups some, boolean first) {
    return new SnapshotReader() {
      @Override
      public void read(String table, Rows rows) {
        for (Piece piece : pieces) {
          if (!piece.table().equals(table) || !some.contains(piece.keyGroup())) {
            continue;
          }
          if (piece.put()) {
            rows.put(copy(piece.rows()));
          } else {
            rows.remove(copy(piece.rows()));
          }
        }
      }

      @Override
      public List<byte[]> instance(String name) {
        return first ? values.getOrDefault(name, List.of()) : List.of();
      }
    };
  }

  @Override
  public void close() {
    pieces.forEach(piece -> piece.rows().close());
    pieces.clear();
  }
}
