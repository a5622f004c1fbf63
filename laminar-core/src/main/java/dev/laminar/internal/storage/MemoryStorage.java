package dev.laminar.internal.storage;

import dev.laminar.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Objects on the heap, for snapshots within a process and for tests. They outlive {@link #close},
 * so that a second job can begin from them; the garbage collector frees them. Any thread.
 */
public final class MemoryStorage implements Storage {

  private static final int CHUNK = 1 << 18;

  private final Clock clock;
  private final ConcurrentNavigableMap<String, Content> objects =
      new ConcurrentSkipListMap<>(StorageNames.ORDER);

  /** All chunks but the last have {@link #CHUNK} bytes. */
  private record Content(List<byte[]> chunks, long bytes, Instant modified) {}

  public MemoryStorage() {
    this(Clock.systemUTC());
  }

  /** The clock is what objects get their times from. */
  public MemoryStorage(Clock clock) {
    this.clock = clock;
  }

  @Override
  public URI location() {
    return URI.create("memory:/");
  }

  @Override
  public Upload create(String name) {
    return new MemoryUpload(StorageNames.check(name));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    return objects.putIfAbsent(StorageNames.check(name), of(content)) == null;
  }

  @Override
  public void put(String name, byte[] content) {
    objects.put(StorageNames.check(name), of(content));
  }

  private Content of(byte[] bytes) {
    List<byte[]> chunks = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += CHUNK) {
      chunks.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK)));
    }
    return new Content(chunks, bytes.length, clock.instant());
  }

  @Override
  public byte[] get(String name) throws IOException {
    Content content = find(name);
    if (content.bytes() > Integer.MAX_VALUE - 8) {
      throw new IOException(name + " is too large to be read at once: " + content.bytes());
    }
    byte[] all = new byte[(int) content.bytes()];
    int at = 0;
    for (byte[] chunk : content.chunks()) {
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  private Content find(String name) throws NoSuchFileException {
    Content content = objects.get(name);
    if (content == null) {
      throw new NoSuchFileException(name, null, "there is no such object in memory");
    }
    return content;
  }

  @Override
  public Download open(String name) throws IOException {
    return new MemoryDownload(name, find(name));
  }

  @Override
  public List<Entry> list(String prefix) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Content> object : objects.tailMap(prefix).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        break;
      }
      Content content = object.getValue();
      entries.add(new Entry(object.getKey(), content.bytes(), content.modified()));
    }
    return entries;
  }

  @Override
  public void delete(Collection<String> names) {
    names.forEach(objects::remove);
  }

  @Override
  public void close() {}

  private final class MemoryUpload implements Upload {
    private final String name;
    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] open = {};
    private int used;

    MemoryUpload(String name) {
      this.name = name;
    }

    @Override
    public void write(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        if (used == CHUNK) {
          chunks.add(open);
          open = new byte[0];
          used = 0;
        }
        int piece = Math.min(CHUNK - used, bytes.remaining());
        if (used + piece > open.length) {
          open = Arrays.copyOf(open, Math.min(CHUNK, Math.max(used + piece, 2 * open.length)));
        }
        bytes.get(open, used, piece);
        used += piece;
      }
    }

    @Override
    public void complete() {
      long bytes = (long) chunks.size() * CHUNK + used;
      if (used > 0) {
        chunks.add(Arrays.copyOf(open, used));
      }
      objects.put(name, new Content(List.copyOf(chunks), bytes, clock.instant()));
    }

    @Override
    public void close() {}
  }

  private record MemoryDownload(String name, Content content) implements Download {

    @Override
    public long bytes() {
      return content.bytes();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      if (offset < 0 || offset + into.remaining() > content.bytes()) {
        throw new EOFException(
            name + " ends at " + content.bytes() + ", before " + (offset + into.remaining()));
      }
      long at = offset;
      while (into.hasRemaining()) {
        byte[] chunk = content.chunks().get((int) (at / CHUNK));
        int from = (int) (at % CHUNK);
        int piece = Math.min(chunk.length - from, into.remaining());
        into.put(chunk, from, piece);
        at += piece;
      }
    }

    @Override
    public void close() {}
  }
}
