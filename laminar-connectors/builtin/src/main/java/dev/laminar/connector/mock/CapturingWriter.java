package dev.laminar.connector.mock;

import dev.laminar.data.Batch;
import dev.laminar.spi.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** Keeps rows as objects in {@link Captured}. */
final class CapturingWriter implements SinkWriter<List<Captured.Change>> {

  private final String name;

  CapturingWriter(String name) {
    this.name = name;
  }

  @Override
  public List<Captured.Change> encode(Batch batch, RejectedRows bad) {
    try (batch) {
      List<Captured.Change> changes = new ArrayList<>();
      for (int row = 0; row < batch.rows(); row++) {
        changes.add(new Captured.Change(batch.weight(row), batch.row(row)));
      }
      return changes;
    }
  }

  @Override
  public long bytes(List<Captured.Change> payload) {
    return payload.size() * 64L;
  }

  @Override
  public void write(List<Captured.Change> payload) {
    if (!name.isEmpty()) {
      Captured.add(name, payload);
    }
  }

  @Override
  public void close() {}
}
