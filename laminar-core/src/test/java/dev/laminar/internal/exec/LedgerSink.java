package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import dev.laminar.testing.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A two-phase sink as one process sees it: the {@link Ledger} outlives the process. Once the
 * process is dead nothing that it does has an effect.
 */
final class LedgerSink implements Sink {

  /** What the outside world has: staged rows, and those that are visible. */
  static final class Ledger {
    final Map<String, List<Change>> staged = new HashMap<>();
    final List<Change> visible = new ArrayList<>();
    final Set<String> committed = new HashSet<>();

    /** Each row with how often it is there. */
    Map<String, Integer> total() {
      Map<String, Integer> total = new TreeMap<>();
      visible.forEach(
          change -> total.merge(change.row().toString(), change.weight(), Integer::sum));
      total.values().removeIf(count -> count == 0);
      return total;
    }
  }

  /** How often and where calls go wrong. */
  interface Trouble {
    /** Fails, now and then. */
    void maybe() throws IOException;
  }

  private final Ledger ledger;
  private final Trouble trouble;
  private final int maxParallelism;
  boolean dead;
  int open;

  LedgerSink(Ledger ledger, int maxParallelism, Trouble trouble) {
    this.ledger = ledger;
    this.maxParallelism = maxParallelism;
    this.trouble = trouble;
  }

  @Override
  public ChangelogSupport changes() {
    return ChangelogSupport.ALL;
  }

  @Override
  public int maxParallelism() {
    return maxParallelism;
  }

  @Override
  public SinkWriter<?> open(WriteContext context) {
    open++;
    return new Writer(context.transaction().orElseThrow(), context.subtask());
  }

  @Override
  public Optional<SinkCommitter> committer(Transaction transaction) {
    return Optional.of(new Committer(transaction));
  }

  private void alive() throws IOException {
    if (dead) {
      throw new IOException("the process is dead");
    }
  }

  private final class Committer implements SinkCommitter {
    private final Transaction transaction;

    Committer(Transaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public void commit(List<Committable> committables) throws IOException {
      for (Committable each : committables) {
        alive();
        trouble.maybe();
        if (ledger.committed.add(each.value())) {
          List<Change> rows = ledger.staged.remove(each.value());
          if (rows == null) {
            throw new IllegalStateException("what was prepared is gone: " + each);
          }
          ledger.visible.addAll(rows);
        }
        trouble.maybe(); // it is committed, but nobody hears of it
      }
    }

    @Override
    public void abortOthers() throws IOException {
      alive();
      trouble.maybe();
      ledger.staged.keySet().removeIf(name -> name.startsWith(transaction.job()));
    }
  }

  private final class Writer implements SinkWriter<List<Change>> {
    private final Transaction transaction;
    private final int subtask;
    private List<Change> rows = new ArrayList<>();

    Writer(Transaction transaction, int subtask) {
      this.transaction = transaction;
      this.subtask = subtask;
    }

    @Override
    public List<Change> encode(Batch batch, RejectedRows bad) {
      try (batch) {
        return Change.of(batch);
      }
    }

    @Override
    public long bytes(List<Change> payload) {
      return payload.size() * 8L;
    }

    @Override
    public void write(List<Change> payload) throws IOException {
      alive();
      trouble.maybe();
      rows.addAll(payload);
    }

    @Override
    public Optional<String> prepareCommit(long epoch) throws IOException {
      alive();
      trouble.maybe();
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      String name = transaction.job() + "/" + transaction.run() + "/" + epoch + "." + subtask;
      if (ledger.staged.put(name, rows) != null || ledger.committed.contains(name)) {
        throw new IllegalStateException("prepared twice: " + name);
      }
      rows = new ArrayList<>();
      return Optional.of(name);
    }

    @Override
    public void close() {
      open--;
    }
  }
}
