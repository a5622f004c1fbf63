package dev.laminar.internal.state.spill;

import org.jspecify.annotations.Nullable;

/**
 * Bytes by key, sorted by the keys' unsigned bytes, on a local disk. It need not survive the
 * process. A call may take as long as a disk access. One thread.
 */
public interface SpillStore extends AutoCloseable {

  /** Adds the value behind what the key has. */
  void append(byte[] key, byte[] value);

  /** The key has nothing any more. */
  void delete(byte[] key);

  /** Deletes the keys from {@code from} up to and without {@code to}. */
  void delete(byte[] from, byte[] to);

  /** What each key has; null where it has nothing. */
  byte[] @Nullable [] get(byte[][] keys);

  /** The keys from {@code from} up to and without {@code to} as they are now, whatever comes. */
  Scan scan(byte[] from, byte[] to);

  /** Deletes everything. */
  @Override
  void close();

  /** Sees keys in order. To be closed before the store is. */
  interface Scan extends AutoCloseable {
    /** Goes to the next key, at first to the first; false if there is none. */
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
  }
}
