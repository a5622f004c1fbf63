package dev.laminar.spi;

import java.io.IOException;
import java.util.Optional;

/** The writing side of a table. Stateless; methods that may block run on virtual threads. */
public interface Sink {

  /** What changes it takes. */
  ChangelogSupport changes();

  /** Opens a writer for one task. May block. */
  SinkWriter<?> open(WriteContext context) throws IOException;

  /** The most tasks that may write at once; 1 for a single file or the terminal. */
  default int maxParallelism() {
    return Integer.MAX_VALUE;
  }

  /**
   * Commits what writers stage, if this sink's rows can be part of a checkpoint: then they are
   * there exactly once. Without one, rows may come again after a crash. Makes a new one for each
   * run.
   */
  default Optional<SinkCommitter> committer(Transaction transaction) {
    return Optional.empty();
  }

  /** What a sink can take. */
  enum ChangelogSupport {
    /** Inserts only. */
    APPEND_ONLY,
    /** The newest row per primary key. */
    UPSERT,
    /** Inserts and retracts. */
    ALL
  }
}
