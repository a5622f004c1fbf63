package dev.laminar.connector.mock;

import dev.laminar.connector.mock.Captured.Change;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moves staged changes to {@link Captured}, each once. What is staged outlives a job, as it would
 * in another system, so that a test can fail a job, begin it again and look at the outcome.
 *
 * <p>Changes that an epoch after the one that a run begins from had committed are taken back.
 * <b>Threads:</b> one at a time; {@link #stage} any.
 */
final class CapturingCommitter implements SinkCommitter {

  private static final Map<String, List<Change>> STAGED = new ConcurrentHashMap<>();

  private final String name;
  private final String job;
  private long newest;

  CapturingCommitter(String name, Transaction transaction) {
    this.name = name;
    this.job = prefix(name, transaction);
  }

  private static String prefix(String name, Transaction transaction) {
    return name + "/" + transaction.job() + "/";
  }

  /** Keeps changes until they are committed; gives the committable. */
  static String stage(
      String name, Transaction transaction, int subtask, long number, List<Change> changes) {
    String key = prefix(name, transaction) + transaction.run() + "/" + subtask + "/" + number;
    STAGED.put(key, List.copyOf(changes));
    return key;
  }

  @Override
  public void commit(List<Committable> committables) {
    for (Committable committable : committables) {
      newest = Math.max(newest, committable.epoch());
      List<Change> changes = STAGED.remove(committable.value());
      if (changes != null) {
        Captured.commit(name, committable.epoch(), changes);
      }
    }
  }

  @Override
  public void abortOthers() {
    STAGED.keySet().removeIf(key -> key.startsWith(job));
    Captured.takeBack(name, newest);
  }
}
