package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Download;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int SHARED = 64 << 10;

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
      int next = from;
      while (next < to) {
        int end = sharing(chosen, next, to);
        decode(Arrays.copyOfRange(chosen, next, end), view, start, allocator, blocks);
        next = end;
      }
    }
  }

  /** How far blocks are so small that they share memory: an allocation costs more than they do. */
  private int sharing(int[] chosen, int from, int to) {
    int end = from + 1;
    long bytes = index.length(chosen[from]);
    while (end < to && bytes + index.length(chosen[end]) <= SHARED) {
      bytes += index.length(chosen[end++]);
    }
    return end;
  }

  /** Copies blocks, so that a batch that is kept keeps little more than itself. */
  private void decode(
      int[] chosen, ByteBuffer read, long start, BufferAllocator allocator, List<Block> blocks)
      throws CorruptStateException {
    long bytes = 0;
    for (int block : chosen) {
      bytes += index.length(block);
    }
    long source = MemorySegment.ofBuffer(read.clear()).address();
    try (ArrowBuf shared = allocator.buffer(bytes + BlockDecoder.SLACK)) {
      long used = 0;
      for (int block : chosen) {
        int length = index.length(block);
        int at = (int) (index.offset(block) - start);
        verify(block, read.clear().limit(at + length).position(at));
        Mem.copy(source + at, shared.memoryAddress() + used, length);
        blocks.add(decode(block, shared.slice(used, length + (long) BlockDecoder.SLACK)));
        used += length;
      }
    }
  }

  private void verify(int block, ByteBuffer bytes) throws CorruptStateException {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    if ((int) crc.getValue() != index.checksum(block)) {
      throw CorruptStateException.damaged(
          name, index.offset(block), "the checksum of the block there is wrong");
    }
  }

  private Block decode(int block, ArrowBuf memory) throws CorruptStateException {
    Batch rows =
        BlockDecoder.decode(
            name,
            index.offset(block),
            memory,
            index.length(block),
            index.rows(block),
            index.types(block));
    return new Block(index.table(block), index.keyGroup(block), index.isRemoved(block), rows);
  }

  @Override
  public void close() throws IOException {
    download.close();
  }
}
