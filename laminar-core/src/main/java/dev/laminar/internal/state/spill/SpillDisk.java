package dev.laminar.internal.state.spill;

/** A job's place for spilled state. Any thread. */
public interface SpillDisk extends AutoCloseable {

  /** A new, empty store of its own. */
  SpillStore store();

  /** Bytes kept, about: on disk and on the way there. */
  long bytes();

  /** All stores have been closed before. */
  @Override
  void close();
}
