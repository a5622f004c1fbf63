package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * A block of a state file as a batch whose columns lie in the memory that holds the block.
 *
 * <p>Nothing is trusted that could lead a reader out of that memory: lengths, offsets and views are
 * checked, even though the checksum was right. One thread.
 */
final class BlockDecoder {

  /** Readers of bits may read a whole word at the end. */
  static final int SLACK = 8;

  private final String file;
  private final long offset;
  private final ArrowBuf memory;
  private final long length;
  private long at;

  /**
   * @param offset where in the file the block is, for messages
   * @param memory the block and {@link #SLACK}
   */
  private BlockDecoder(String file, long offset, ArrowBuf memory, long length) {
    this.file = file;
    this.offset = offset;
    this.memory = memory;
    this.length = length;
  }

  /** The rows, whose columns share holds on {@code memory}; the caller's stays its own. */
  static Batch decode(
      String file, long offset, ArrowBuf memory, long length, int rows, List<DataType> types)
      throws CorruptStateException {
    BlockDecoder decoder = new BlockDecoder(file, offset, memory, length);
    Column[] columns = decoder.columns(types, rows);
    Batch batch = Batch.of(rows, columns);
    if (decoder.at != length) {
      batch.close();
      throw decoder.damaged("the block has " + (length - decoder.at) + " bytes too many");
    }
    return batch;
  }

  private Column[] columns(List<DataType> types, int rows) throws CorruptStateException {
    Column[] columns = new Column[types.size()];
    int made = 0;
    try {
      while (made < columns.length) {
        columns[made] = column(types.get(made), rows);
        made++;
      }
      return columns;
    } finally {
      if (made < columns.length) {
        for (int i = 0; i < made; i++) {
          columns[i].close();
        }
      }
    }
  }

  private Column column(DataType type, int rows) throws CorruptStateException {
    long start = take(1);
    int flags = memory.getByte(start);
    if (flags != 0 && flags != BlockEncoder.VALIDITY) {
      throw damaged("a column begins with " + flags);
    }
    long validity = flags == 0 ? -1 : take(BlockEncoder.bitBytes(rows));
    return switch (type.layout()) {
      case BIT -> fixed(type, rows, validity, take(BlockEncoder.bitBytes(rows)));
      case VIEW -> views(type, rows, validity);
      case LIST -> list(type, rows, validity);
      case STRUCT -> struct((DataType.Struct) type, rows, validity);
      case I8, I16, I32, I64, F32, F64, I128 ->
          fixed(type, rows, validity, take((long) type.layout().width() * rows));
    };
  }

  private Column fixed(DataType type, int rows, long validity, long data) {
    return Column.of(type, rows, validity(validity), hold(data));
  }

  private Column views(DataType type, int rows, long validity) throws CorruptStateException {
    long blobBytes = varint();
    long views = take(16L * rows);
    if (blobBytes > Integer.MAX_VALUE) {
      throw damaged("a blob of " + blobBytes + " bytes");
    }
    long blob = take(blobBytes);
    checkViews(memory.memoryAddress() + views, rows, blobBytes);
    return blobBytes == 0
        ? Column.of(type, rows, validity(validity), hold(views))
        : Column.of(type, rows, validity(validity), hold(views), hold(blob));
  }

  private void checkViews(long views, int rows, long blobBytes) throws CorruptStateException {
    for (int row = 0; row < rows; row++) {
      long view = views + 16L * row;
      int size = Mem.getInt(view);
      if (size > Column.INLINE) {
        long start = Mem.getInt(view + 12);
        if (Mem.getInt(view + 8) != 0 || start < 0 || start + size > blobBytes) {
          throw damaged("a text that is not in its blob");
        }
      } else if (size < 0) {
        throw damaged("a text of " + size + " bytes");
      }
    }
  }

  private Column list(DataType type, int rows, long validity) throws CorruptStateException {
    long elements = varint();
    long offsets = take(4L * (rows + 1));
    checkOffsets(memory.memoryAddress() + offsets, rows, elements);
    Column child = column(elementType(type), (int) elements);
    return Column.nested(type, rows, validity(validity), hold(offsets), child);
  }

  private static DataType elementType(DataType type) {
    return type instanceof DataType.MapOf map
        ? new DataType.Struct(List.of(Field.required("key", map.key()), map.value().named("value")))
        : ((DataType.ListOf) type).element().type();
  }

  private void checkOffsets(long offsets, int rows, long elements) throws CorruptStateException {
    int last = 0;
    for (int i = 0; i <= rows; i++) {
      int next = Mem.getInt(offsets + 4L * i);
      if (next < last || (i == 0 && next != 0)) {
        throw damaged("a list that ends before it begins");
      }
      last = next;
    }
    if (last != elements) {
      throw damaged("lists of " + last + " elements where " + elements + " are");
    }
  }

  private Column struct(DataType.Struct type, int rows, long validity)
      throws CorruptStateException {
    Column[] children = columns(type.fields().stream().map(Field::type).toList(), rows);
    return Column.nested(type, rows, validity(validity), null, children);
  }

  private long take(long bytes) throws CorruptStateException {
    if (bytes > length - at) {
      throw damaged("the block ends too early");
    }
    long taken = at;
    at += bytes;
    return taken;
  }

  private long varint() throws CorruptStateException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = memory.getByte(take(1));
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a length is too long");
  }

  private @Nullable ArrowBuf validity(long start) {
    return start < 0 ? null : hold(start);
  }

  /** The memory from there on, as a buffer that is closed on its own. */
  private ArrowBuf hold(long start) {
    ArrowBuf piece = memory.slice(start, memory.capacity() - start);
    piece.getReferenceManager().retain();
    return piece;
  }

  private CorruptStateException damaged(String what) {
    return CorruptStateException.damaged(file, offset + at, what);
  }
}
