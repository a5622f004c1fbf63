package dev.laminar.spi;

import java.io.IOException;
import java.util.List;

/**
 * The second phase of a sink that takes part in checkpoints: makes visible what its writers have
 * prepared.
 *
 * <p>Writers stage rows ({@link SinkWriter#prepareCommit}); once the checkpoint exists the engine
 * calls {@link #commit}. After a crash a new committer is made, {@link #commit} is called again
 * with what the last complete checkpoint holds, then {@link #abortOthers}, and only then writers
 * are opened. Called by one thread at a time, which may block.
 */
public interface SinkCommitter extends AutoCloseable {

  /**
   * Makes the rows visible that these stand for, in the order given. Idempotent: any of them may
   * have been committed before, in this process or another.
   */
  void commit(List<Committable> committables) throws IOException, InterruptedException;

  /** Drops whatever earlier runs of the job have staged and not committed. Idempotent. */
  void abortOthers() throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}

  /**
   * What a writer has staged.
   *
   * @param epoch the checkpoint that it belongs to
   * @param subtask the writer's number
   * @param value the writer's own words; kept in the checkpoint
   */
  record Committable(long epoch, int subtask, String value) {}
}
