package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Download;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads a file of state: the footer when it is opened, blocks when they are asked for, several that
 * lie near each other at once. Each block's checksum is verified. Any thread.
 */
public final class StateFileReader implements AutoCloseable {

  private static final int TAIL = 64 << 10;
  private static final int LARGEST_GAP = 32 << 10;
  private static final int LARGEST_READ = 4 << 20;

  private final String name;
  private final Download download;
  private final StateFileIndex index;

  private StateFileReader(String name, Download download, StateFileIndex index) {
    this.name = name;
    this.download = download;
    this.index = index;
  }

  /** Opens a file and reads its footer. */
  public static StateFileReader open(Storage storage, String name) throws IOException {
    Download download = storage.open(name);
    try {
      return new StateFileReader(name, download, readIndex(name, download));
    } catch (IOException | RuntimeException | Error e) {
      try (download) {
        throw e;
      }
    }
  }

  private static StateFileIndex readIndex(String name, Download download) throws IOException {
    long bytes = download.bytes();
    if (bytes < StateFormat.HEADER + StateFormat.TRAILER) {
      throw CorruptStateException.damaged(name, bytes, "the file ends too early");
    }
    ByteBuffer tail = read(download, Math.max(0, bytes - TAIL), bytes);
    int trailer = tail.limit() - StateFormat.TRAILER;
    long trailerAt = bytes - StateFormat.TRAILER;
    long footerBytes = tail.getLong(trailer);
    checkMark(name, bytes - 8, tail.getLong(trailer + 16), tail.getInt(trailer + 12));
    if (footerBytes < 0 || footerBytes > trailerAt - StateFormat.HEADER) {
      throw CorruptStateException.damaged(name, trailerAt, "a footer of that length cannot be");
    }
    if (footerBytes > Integer.MAX_VALUE - 8) {
      throw CorruptStateException.newer(name, trailerAt, "a footer above 2 GB");
    }
    long footerAt = trailerAt - footerBytes;
    byte[] footer = new byte[(int) footerBytes];
    if (footerBytes <= trailer) {
      tail.get(trailer - footer.length, footer);
    } else {
      read(download, footerAt, trailerAt).get(footer);
    }
    CRC32C crc = new CRC32C();
    crc.update(footer);
    if ((int) crc.getValue() != tail.getInt(trailer + 8)) {
      throw CorruptStateException.damaged(name, footerAt, "the footer's checksum is wrong");
    }
    return StateFileIndex.read(name, footerAt, footer);
  }

  private static ByteBuffer read(Download download, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    download.read(from, bytes);
    return bytes.flip();
  }

  private static void checkMark(String name, long at, long magic, int version)
      throws CorruptStateException {
    if (magic != StateFormat.MAGIC) {
      throw CorruptStateException.damaged(name, at, "it is not a whole file of state");
    }
    if (version < 1 || version > StateFormat.VERSION) {
      throw CorruptStateException.newer(name, at, "format version " + version);
    }
  }

  String name() {
    return name;
  }

  StateFileIndex index() {
    return index;
  }

  long bytes() {
    return download.bytes();
  }

  /**
   * One block's rows.
   *
   * @param removed whether these are keys of rows that are gone
   */
  public record Block(String table, int keyGroup, boolean removed, Batch rows)
      implements AutoCloseable {
    @Override
    public void close() {
      rows.close();
    }
  }

  /**
   * The blocks of an operator's key groups in the order of their writing; the caller closes them.
   *
   * @param wanted which of them are to be read
   */
  List<Block> read(String operator, StateFileIndex.Choice wanted, BufferAllocator allocator)
      throws IOException {
    int[] chosen = index.choose(operator, wanted);
    List<Block> blocks = new ArrayList<>(chosen.length);
    boolean done = false;
    try {
      int from = 0;
      while (from < chosen.length) {
        int to = together(chosen, from);
        readTogether(chosen, from, to, allocator, blocks);
        from = to;
      }
      done = true;
      return blocks;
    } finally {
      if (!done) {
        blocks.forEach(Block::close);
      }
    }
  }

  /** How far blocks are near enough to be read at once. */
  private int together(int[] chosen, int from) {
    long start = index.offset(chosen[from]);
    int to = from + 1;
    while (to < chosen.length
        && index.offset(chosen[to]) - index.end(chosen[to - 1]) <= LARGEST_GAP
        && index.end(chosen[to]) - start <= LARGEST_READ) {
      to++;
    }
    return to;
  }

  private void readTogether(
      int[] chosen, int from, int to, BufferAllocator allocator, List<Block> blocks)
      throws IOException {
    long first = index.offset(chosen[from]);
    long start = first == StateFormat.HEADER ? 0 : first;
    int bytes = (int) (index.end(chosen[to - 1]) - start);
    try (ArrowBuf memory = allocator.buffer(Math.max(bytes, 1))) {
      ByteBuffer view = memory.nioBuffer(0, bytes);
      download.read(start, view.duplicate());
      if (start == 0) {
        checkMark(name, 0, memory.getLong(0), memory.getInt(8));
      }
      for (int i = from; i < to; i++) {
        blocks.add(decode(chosen[i], memory, index.offset(chosen[i]) - start, allocator));
      }
    }
  }

  private Block decode(int block, ArrowBuf memory, long at, BufferAllocator allocator)
      throws CorruptStateException {
    int length = index.length(block);
    CRC32C crc = new CRC32C();
    crc.update(memory.nioBuffer(at, length));
    if ((int) crc.getValue() != index.checksum(block)) {
      throw CorruptStateException.damaged(
          name, index.offset(block), "the checksum of the block there is wrong");
    }
    try (ArrowBuf own = allocator.buffer(length + BlockDecoder.SLACK)) {
      own.setBytes(0, memory, at, length);
      List<DataType> types = index.types(block);
      Batch rows =
          BlockDecoder.decode(name, index.offset(block), own, length, index.rows(block), types);
      return new Block(index.table(block), index.keyGroup(block), index.isRemoved(block), rows);
    }
  }

  @Override
  public void close() throws IOException {
    download.close();
  }
}
