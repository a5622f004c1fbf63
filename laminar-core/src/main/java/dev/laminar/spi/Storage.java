package dev.laminar.spi;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A place for whole objects under names: a directory, a prefix in a bucket.
 *
 * <p>Names are relative, with {@code /} between their parts. An object is seen whole or not at all,
 * and once a call that makes one has returned it survives a crash of the machine. What a call did
 * that failed is unknown: the object may be there. Objects other than those of {@link #put} never
 * change. All methods may block; any thread may call them. A missing object is a {@link
 * java.nio.file.NoSuchFileException}; every message names the object.
 */
public interface Storage extends AutoCloseable {

  /** Where it is: {@code file:/a/b/}, {@code s3://bucket/prefix/}. */
  URI location();

  /** Begins an object, of which nothing is seen before {@link Upload#complete}. */
  Upload create(String name) throws IOException;

  /** Makes an object unless there is one of that name; of several that try, one succeeds. */
  boolean createIfAbsent(String name, byte[] content) throws IOException;

  /** Makes an object or takes the place of one, at once. */
  void put(String name, byte[] content) throws IOException;

  /** All of a small object. */
  byte[] get(String name) throws IOException;

  /** Reads parts of an object. */
  Download open(String name) throws IOException;

  /** The objects whose names begin so, in the order of their names (by code point). */
  List<Entry> list(String prefix) throws IOException;

  /** Deletes objects; those that are not there are no error. */
  void delete(Collection<String> names) throws IOException;

  @Override
  void close() throws IOException;

  /** An object's name, length in bytes, and time of its making. */
  record Entry(String name, long bytes, Instant modified) {}

  /** An object that is being written, by one thread. */
  interface Upload extends AutoCloseable {

    /** Takes the bytes between the buffer's position and limit. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes the object; after that only {@link #close}. */
    void complete() throws IOException;

    /** Without {@link #complete} before, nothing of it stays. */
    @Override
    void close() throws IOException;
  }

  /** An object that is being read. Any thread may call {@link #read}. */
  interface Download extends AutoCloseable {

    long bytes();

    /** Fills the buffer from {@code offset} on; an object that is shorter is an error. */
    void read(long offset, ByteBuffer into) throws IOException;

    @Override
    void close() throws IOException;
  }
}
