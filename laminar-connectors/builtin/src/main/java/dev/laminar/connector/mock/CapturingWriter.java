package dev.laminar.connector.mock;

import dev.laminar.data.Batch;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps rows as objects in {@link Captured}: at once, or within a transaction when they are
 * committed. <b>Threads:</b> {@link #encode} on one, all else on another.
 */
final class CapturingWriter implements SinkWriter<List<Captured.Change>> {

  private final String name;
  private final Optional<Transaction> transaction;
  private final int subtask;
  private List<Captured.Change> epoch = new ArrayList<>();
  private long prepared;

  CapturingWriter(String name, WriteContext context) {
    this.name = name;
    this.transaction = context.transaction();
    this.subtask = context.subtask();
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
    if (transaction.isPresent()) {
      epoch.addAll(payload);
    } else if (!name.isEmpty()) {
      Captured.add(name, payload);
    }
  }

  @Override
  public Optional<String> prepareCommit(long number) {
    List<Captured.Change> changes = epoch;
    epoch = new ArrayList<>();
    return transaction.map(
        within -> CapturingCommitter.stage(name, within, subtask, prepared++, changes));
  }

  @Override
  public void close() {}
}
