package dev.laminar.testing;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageFaults.Operation;
import dev.laminar.testing.StorageFaults.Turn;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * A storage that goes wrong as {@link StorageFaults} say: before an effect, after it (the answer is
 * lost), in the midst of it, late, or as if the process had died.
 *
 * <p>It never breaks the contract of {@link Storage}: an object is whole or not there, and what a
 * failed call did is unknown. So whoever uses it rightly must stand all of it. An upload of which a
 * write has failed must not be completed: that is answered with an {@link IllegalStateException}.
 * After a crash the storage below keeps what was done before; uploads that were open are left as
 * they are, neither completed nor cleaned up. As many threads as the storage below takes.
 */
public final class FaultyStorage implements Storage {

  private final Storage storage;
  private final StorageFaults faults;

  private FaultyStorage(Storage storage, StorageFaults faults) {
    this.storage = storage;
    this.faults = faults;
  }

  /** Puts faults before a storage, which is closed with this one. */
  public static FaultyStorage of(Storage storage, StorageFaults faults) {
    return new FaultyStorage(storage, faults);
  }

  /** Something that is done and gives something. */
  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T perform(Operation operation, String name, Action<T> action) throws IOException {
    Turn turn = faults.next(operation, name);
    T result = action.run();
    if (turn.fate() != StorageFaults.Fate.FINE) {
      throw turn.failure();
    }
    return result;
  }

  @Override
  public URI location() {
    return storage.location();
  }

  @Override
  public Upload create(String name) throws IOException {
    Turn turn = faults.next(Operation.CREATE, name);
    Upload upload = storage.create(name);
    if (turn.fate() == StorageFaults.Fate.FINE) {
      return new FaultyUpload(name, upload);
    }
    if (!turn.crash()) {
      upload.close();
    }
    throw turn.failure();
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    return perform(Operation.CREATE_IF_ABSENT, name, () -> storage.createIfAbsent(name, content));
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    boolean _ =
        perform(
            Operation.PUT,
            name,
            () -> {
              storage.put(name, content);
              return true;
            });
  }

  @Override
  public byte[] get(String name) throws IOException {
    return perform(Operation.GET, name, () -> storage.get(name));
  }

  @Override
  public Download open(String name) throws IOException {
    Turn turn = faults.next(Operation.OPEN, name);
    Download download = storage.open(name);
    if (turn.fate() == StorageFaults.Fate.FINE) {
      return new FaultyDownload(name, download);
    }
    download.close();
    throw turn.failure();
  }

  @Override
  public List<Entry> list(String prefix) throws IOException {
    return perform(Operation.LIST, prefix, () -> storage.list(prefix));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    List<String> all = List.copyOf(names);
    Turn turn = faults.next(Operation.DELETE, String.join("', '", all));
    boolean torn = turn.fate() == StorageFaults.Fate.TORN;
    storage.delete(torn ? all.subList(0, all.size() / 2) : all);
    if (turn.fate() != StorageFaults.Fate.FINE) {
      throw turn.failure();
    }
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }

  /** An upload of one thread; whether a write of it has failed. */
  private final class FaultyUpload implements Upload {
    private final String name;
    private final Upload upload;
    private boolean broken;

    FaultyUpload(String name, Upload upload) {
      this.name = name;
      this.upload = upload;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      boolean whole = false;
      try {
        writeOrTear(bytes);
        whole = true;
      } finally {
        broken |= !whole;
      }
    }

    private void writeOrTear(ByteBuffer bytes) throws IOException {
      Turn turn = faults.next(Operation.WRITE, name);
      if (turn.fate() == StorageFaults.Fate.TORN) {
        upload.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
      } else {
        upload.write(bytes);
      }
      if (turn.fate() != StorageFaults.Fate.FINE) {
        throw turn.failure();
      }
    }

    @Override
    public void complete() throws IOException {
      if (broken) {
        throw new IllegalStateException(
            "'" + name + "' is completed though a write of it has failed: it is not whole");
      }
      boolean _ =
          perform(
              Operation.COMPLETE,
              name,
              () -> {
                upload.complete();
                return true;
              });
    }

    /** The dead clean nothing up. */
    @Override
    public void close() throws IOException {
      if (!faults.crashed()) {
        upload.close();
      }
    }
  }

  /** A download of any threads. */
  private final class FaultyDownload implements Download {
    private final String name;
    private final Download download;

    FaultyDownload(String name, Download download) {
      this.name = name;
      this.download = download;
    }

    @Override
    public long bytes() {
      return download.bytes();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      boolean _ =
          perform(
              Operation.READ,
              name,
              () -> {
                download.read(offset, into);
                return true;
              });
    }

    @Override
    public void close() throws IOException {
      download.close();
    }
  }
}
