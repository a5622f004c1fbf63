package dev.laminar.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a {@link Batch} in Arrow's memory layout, immutable once built.
 *
 * <p>A column owns its buffers and is counted: {@link #retain} for each further holder, {@link
 * #close} by each. The last close frees the memory. Addresses are valid until then. The count may
 * be changed by any thread; the contents are read by any number of threads.
 *
 * <p>Layouts are Arrow's: validity bitmap (absent when there are no nulls), then fixed-width
 * values, bits, 16-byte views with shared blobs, or 32-bit offsets into {@code child(0)}. A struct
 * has only children.
 */
public final class Column implements AutoCloseable {

  /** Views of at most this many bytes hold the bytes themselves. */
  public static final int INLINE = 12;

  private static final AtomicIntegerFieldUpdater<Column> HOLDERS =
      AtomicIntegerFieldUpdater.newUpdater(Column.class, "holders");
  private static final Column[] NO_CHILDREN = {};
  private static final ArrowBuf[] NO_BLOBS = {};
  private static final long[] NO_ADDRESSES = {};

  private final DataType type;
  private final DataType.Layout layout;
  private final int size;
  private final @Nullable ArrowBuf validity;
  private final @Nullable ArrowBuf data;
  private final ArrowBuf[] blobs;
  private final long[] blobAddresses;
  private final Column[] children;
  private final long validityAddress;
  private final long dataAddress;

  @SuppressWarnings("UnusedVariable") // read and written through HOLDERS
  private volatile int holders = 1;

  /** Takes over one reference to each buffer and child. */
  private Column(
      DataType type,
      int size,
      @Nullable ArrowBuf validity,
      @Nullable ArrowBuf data,
      ArrowBuf[] blobs,
      Column[] children) {
    this.type = type;
    this.layout = type.layout();
    this.size = size;
    this.validity = validity;
    this.data = data;
    this.blobs = blobs;
    this.children = children;
    this.validityAddress = validity == null ? 0 : validity.memoryAddress();
    this.dataAddress = data == null ? 0 : data.memoryAddress();
    this.blobAddresses = blobs.length == 0 ? NO_ADDRESSES : new long[blobs.length];
    for (int i = 0; i < blobs.length; i++) {
      blobAddresses[i] = blobs[i].memoryAddress();
    }
  }

  /**
   * A column over finished buffers, whose references it takes over.
   *
   * @param validity the null bitmap (a set bit is a value), or null if no value is missing
   */
  public static Column of(
      DataType type, int size, @Nullable ArrowBuf validity, ArrowBuf data, ArrowBuf... blobs) {
    return new Column(
        type, size, validity, data, blobs.length == 0 ? NO_BLOBS : blobs, NO_CHILDREN);
  }

  /** A list, map or struct column; {@code offsets} is null for a struct. */
  public static Column nested(
      DataType type,
      int size,
      @Nullable ArrowBuf validity,
      @Nullable ArrowBuf offsets,
      Column... children) {
    return new Column(type, size, validity, offsets, NO_BLOBS, children);
  }

  public DataType type() {
    return type;
  }

  public DataType.Layout layout() {
    return layout;
  }

  public int size() {
    return size;
  }

  /** The address of the validity bitmap, or 0 if there are no nulls. */
  public long validityAddress() {
    return validityAddress;
  }

  /** The address of values, bits, views or offsets; 0 for a struct. */
  public long dataAddress() {
    return dataAddress;
  }

  /** Where the blobs that views point into begin; read only. */
  public long[] blobAddresses() {
    return blobAddresses;
  }

  ArrowBuf[] blobs() {
    return blobs;
  }

  /**
   * This column with another validity bitmap, which it takes over; the caller's hold on this one
   * becomes the hold on the new one, so it must be the only one.
   */
  Column withValidity(ArrowBuf newValidity) {
    if (validity != null) {
      validity.close();
    }
    return new Column(type, size, newValidity, data, blobs, children);
  }

  public int childCount() {
    return children.length;
  }

  public Column child(int index) {
    return children[index];
  }

  public boolean mayHaveNulls() {
    return validityAddress != 0;
  }

  public boolean isNull(int row) {
    return validityAddress != 0 && !Mem.getBit(validityAddress, row);
  }

  /** A fixed-width whole number, sign-extended unless the type is unsigned; not for I128. */
  public long getLong(int row) {
    return switch (layout) {
      case I8 ->
          unsigned() ? Mem.getByte(dataAddress + row) & 0xffL : Mem.getByte(dataAddress + row);
      case I16 ->
          unsigned()
              ? Mem.getShort(dataAddress + 2L * row) & 0xffffL
              : Mem.getShort(dataAddress + 2L * row);
      case I32 ->
          unsigned()
              ? Mem.getInt(dataAddress + 4L * row) & 0xffffffffL
              : Mem.getInt(dataAddress + 4L * row);
      case I64 -> Mem.getLong(dataAddress + 8L * row);
      case BIT -> Mem.getBit(dataAddress, row) ? 1 : 0;
      case I128 -> Mem.getLong(dataAddress + 16L * row);
      case F32, F64, VIEW, LIST, STRUCT -> throw new IllegalStateException("not a number: " + type);
    };
  }

  private boolean unsigned() {
    return type instanceof DataType.Int i && !i.signed();
  }

  public boolean getBoolean(int row) {
    return Mem.getBit(dataAddress, row);
  }

  public double getDouble(int row) {
    return layout == DataType.Layout.F32
        ? Mem.getFloat(dataAddress + 4L * row)
        : Mem.getDouble(dataAddress + 8L * row);
  }

  public Int128 getInt128(int row, Int128 out) {
    long at = dataAddress + 16L * row;
    return out.set(Mem.getLong(at + 8), Mem.getLong(at));
  }

  /** Points {@code out} at the bytes of a text or binary value; valid while this column is. */
  public Slice getSlice(int row, Slice out) {
    long at = dataAddress + 16L * row;
    int length = Mem.getInt(at);
    return length <= INLINE
        ? out.set(at + 4, length)
        : out.set(blobAddresses[Mem.getInt(at + 8)] + Mem.getInt(at + 12), length);
  }

  public int listStart(int row) {
    return Mem.getInt(dataAddress + 4L * row);
  }

  public int listEnd(int row) {
    return Mem.getInt(dataAddress + 4L * row + 4);
  }

  /**
   * The value as an object: null, Boolean, Long (whole numbers, dates, times, intervals), Double,
   * BigDecimal, String, byte[], List (lists and structs) or Map. For edges and tests, not loops.
   */
  public @Nullable Object get(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (type) {
      case DataType.Bool b -> getBoolean(row);
      case DataType.Float32 f -> getDouble(row);
      case DataType.Float64 f -> getDouble(row);
      case DataType.Decimal d -> new BigDecimal(unscaled(row), d.scale());
      case DataType.Text t -> getSlice(row, new Slice()).toString();
      case DataType.Json j -> getSlice(row, new Slice()).toString();
      case DataType.Bytes b -> getSlice(row, new Slice()).toBytes();
      case DataType.ListOf l -> list(children[0], listStart(row), listEnd(row));
      case DataType.MapOf m -> map(children[0], listStart(row), listEnd(row));
      case DataType.Struct s -> struct(row);
      case DataType.Int i -> getLong(row);
      case DataType.Date d -> getLong(row);
      case DataType.Time t -> getLong(row);
      case DataType.Timestamp t -> getLong(row);
      case DataType.MonthInterval m -> getLong(row);
      case DataType.TimeInterval t -> getLong(row);
    };
  }

  private BigInteger unscaled(int row) {
    return getInt128(row, new Int128()).toBigInteger();
  }

  private static List<@Nullable Object> list(Column values, int from, int to) {
    List<@Nullable Object> list = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      list.add(values.get(i));
    }
    return list;
  }

  private static Map<Object, @Nullable Object> map(Column entries, int from, int to) {
    Map<Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(to - from);
    for (int i = from; i < to; i++) {
      Object key = entries.children[0].get(i);
      if (key == null) {
        throw new IllegalStateException("a map's key is missing");
      }
      map.put(key, entries.children[1].get(i));
    }
    return map;
  }

  private List<@Nullable Object> struct(int row) {
    List<@Nullable Object> fields = new ArrayList<>(children.length);
    for (Column child : children) {
      fields.add(child.get(row));
    }
    return fields;
  }

  /** Bytes of memory that this column's rows take; a shared blob counts in proportion. */
  public long bytes() {
    long bytes = (validityAddress == 0 ? 0 : size / 8) + (long) size * layout.width();
    if (layout == DataType.Layout.BIT) {
      bytes += size / 8;
    }
    if (layout == DataType.Layout.VIEW && blobs.length > 0) {
      bytes += blobBytes();
    }
    for (Column child : children) {
      bytes += child.bytes();
    }
    return bytes;
  }

  private long blobBytes() {
    long bytes = 0;
    for (int row = 0; row < size; row++) {
      int length = Mem.getInt(dataAddress + 16L * row);
      bytes += length > INLINE ? length : 0;
    }
    return bytes;
  }

  /** The rows with these numbers, in that order, as a new column; texts are shared. */
  public Column gather(BufferAllocator allocator, int[] rows, int count) {
    return Gather.rows(allocator, this, rows, count);
  }

  /** Like {@link #gather}, but a negative row number gives a null. */
  public Column gatherOrNull(BufferAllocator allocator, int[] rows, int count) {
    return Gather.rowsOrNull(allocator, this, rows, count);
  }

  /**
   * The same values under another null bitmap, of which it takes over the reference; all other
   * memory is shared. This column stays open.
   */
  public Column masked(ArrowBuf newValidity) {
    if (data != null) {
      data.getReferenceManager().retain();
    }
    for (ArrowBuf blob : blobs) {
      blob.getReferenceManager().retain();
    }
    for (Column child : children) {
      child.retain();
    }
    return new Column(type, size, newValidity, data, blobs, children);
  }

  /** Adds a holder; each must {@link #close}. */
  public Column retain() {
    HOLDERS.incrementAndGet(this);
    return this;
  }

  @Override
  public void close() {
    int left = HOLDERS.decrementAndGet(this);
    if (left < 0) {
      throw new IllegalStateException("column closed more often than it was retained");
    }
    if (left == 0) {
      free();
    }
  }

  private void free() {
    if (validity != null) {
      validity.close();
    }
    if (data != null) {
      data.close();
    }
    for (ArrowBuf blob : blobs) {
      blob.close();
    }
    for (Column child : children) {
      child.close();
    }
  }
}
