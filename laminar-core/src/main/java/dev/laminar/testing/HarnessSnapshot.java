package dev.laminar.testing;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.state.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/** The state of all instances, copied value by value as if it had been written and read. */
final class HarnessSnapshot implements SnapshotWriter, AutoCloseable {

  private record Piece(String table, int keyGroup, Batch rows) {}

  private final BufferAllocator allocator;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<String, List<byte[]>> values = new HashMap<>();

  HarnessSnapshot(BufferAllocator allocator) {
    this.allocator = allocator;
  }

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
      pieces.add(new Piece(table, keyGroup, copy(rows)));
    }
  }

  private Batch copy(Batch batch) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      Column column = batch.column(i);
      types.add(column.type());
    }
    try (BatchBuilder builder = new BatchBuilder(allocator, types)) {
      for (int i = 0; i < batch.rows(); i++) {
        builder.addFrom(batch, i);
      }
      return builder.build();
    }
  }

  @Override
  public void instance(String name, byte[] value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value.clone());
  }

  SnapshotReader ownedBy(KeyGroups owned) {
    return new SnapshotReader() {
      @Override
      public void read(String table, Rows rows) {
        for (Piece piece : pieces) {
          if (piece.table().equals(table) && owned.contains(piece.keyGroup())) {
            rows.put(copy(piece.rows()));
          }
        }
      }

      @Override
      public List<byte[]> instance(String name) {
        return values.getOrDefault(name, List.of());
      }
    };
  }

  @Override
  public void close() {
    pieces.forEach(piece -> piece.rows().close());
  }
}
