package dev.laminar.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column, row after row, then hands it over with {@link #build}.
 *
 * <p>Two ways of use: the {@code append} methods, which grow as needed; or, in generated loops,
 * {@link #reserve} a number of rows, write at {@link #dataAddress()} + row × width, {@link
 * #markNull} where there is no value, and {@link #setSize}. After {@code build} the builder is
 * empty and may be used again. Close frees what was not built. One thread.
 */
public final class ColumnBuilder implements AutoCloseable {

  private static final int FIRST_CAPACITY = 64;
  private static final int FIRST_BLOB = 4096;
  private static final int LARGEST_BLOB = 1 << 20;

  private final BufferAllocator allocator;
  private final DataType type;
  private final DataType.Layout layout;
  private final ColumnBuilder[] children;
  private final List<ArrowBuf> blobs = new ArrayList<>(2);

  private int size;
  private int capacity;
  private @Nullable ArrowBuf data;
  private @Nullable ArrowBuf validity;
  private long dataAddress;
  private long validityAddress;
  private long blobAddress; // of the blob that is being filled; it is the last of blobs
  private int blobUsed;
  private int blobCapacity;
  private boolean blobOpen;

  public ColumnBuilder(BufferAllocator allocator, DataType type) {
    this.allocator = allocator;
    this.type = type;
    this.layout = type.layout();
    this.children = childBuilders(allocator, type);
  }

  private static ColumnBuilder[] childBuilders(BufferAllocator allocator, DataType type) {
    return switch (type) {
      case DataType.ListOf list ->
          new ColumnBuilder[] {new ColumnBuilder(allocator, list.element().type())};
      case DataType.MapOf map -> new ColumnBuilder[] {new ColumnBuilder(allocator, entryType(map))};
      case DataType.Struct struct ->
          struct.fields().stream()
              .map(field -> new ColumnBuilder(allocator, field.type()))
              .toArray(ColumnBuilder[]::new);
      default -> new ColumnBuilder[0];
    };
  }

  private static DataType entryType(DataType.MapOf map) {
    return new DataType.Struct(
        List.of(Field.required("key", map.key()), map.value().named("value")));
  }

  public DataType type() {
    return type;
  }

  /** Rows written so far. */
  public int size() {
    return size;
  }

  public ColumnBuilder child(int index) {
    return children[index];
  }

  /** Where row 0's value, bit or view lies; changes when the builder grows. */
  public long dataAddress() {
    return dataAddress;
  }

  /** Makes room for {@code rows} rows in all and returns the address of row 0. */
  public long reserve(int rows) {
    if (rows > capacity) {
      grow(Math.max(rows, Math.max(FIRST_CAPACITY, capacity * 2)));
    }
    return dataAddress;
  }

  /** Says that the rows before {@code rows} have been written at their addresses. */
  public void setSize(int rows) {
    size = rows;
  }

  private void grow(int newCapacity) {
    if (layout != DataType.Layout.STRUCT) {
      data = resized(data, dataBytes(capacity), dataBytes(newCapacity), (byte) 0);
      dataAddress = data.memoryAddress();
    }
    if (validity != null) {
      validity = resized(validity, bitBytes(capacity), bitBytes(newCapacity), (byte) 0xff);
      validityAddress = validity.memoryAddress();
    }
    capacity = newCapacity;
  }

  private long dataBytes(int rows) {
    return switch (layout) {
      case BIT -> bitBytes(rows);
      case LIST -> 4L * (rows + 1);
      case STRUCT -> 0;
      default -> (long) layout.width() * rows;
    };
  }

  private static long bitBytes(int rows) {
    return (rows + 63L) / 64 * 8;
  }

  private ArrowBuf resized(@Nullable ArrowBuf old, long oldBytes, long newBytes, byte filler) {
    ArrowBuf larger = allocator.buffer(newBytes);
    long kept = 0;
    if (old != null) {
      kept = Math.min(oldBytes, newBytes);
      Mem.copy(old.memoryAddress(), larger.memoryAddress(), kept);
      old.close();
    }
    boolean mustFill = (old == validity && filler != 0) || layout == DataType.Layout.BIT;
    if (mustFill) {
      Mem.fill(larger.memoryAddress() + kept, newBytes - kept, filler);
    } else if (layout == DataType.Layout.LIST && kept == 0) {
      Mem.putInt(larger.memoryAddress(), 0);
    }
    return larger;
  }

  /** Says that the row has no value; its data bytes do not matter. Rows are valid by default. */
  public void markNull(int row) {
    if (validityAddress == 0) {
      startValidity();
    }
    Mem.clearBit(validityAddress, row);
  }

  /** Takes {@link #markNull} back, for a row that is written a second time. */
  public void markValid(int row) {
    if (validityAddress != 0) {
      Mem.setBit(validityAddress, row);
    }
  }

  private void startValidity() {
    validity = allocator.buffer(bitBytes(capacity));
    validityAddress = validity.memoryAddress();
    Mem.fill(validityAddress, bitBytes(capacity), (byte) 0xff);
  }

  public void appendNull() {
    reserve(size + 1);
    markNull(size);
    switch (layout) {
      case VIEW -> putView(size, 0, 0);
      case LIST -> Mem.putInt(dataAddress + 4L * size + 4, Mem.getInt(dataAddress + 4L * size));
      case STRUCT -> {
        for (ColumnBuilder child : children) {
          child.appendNull();
        }
      }
      case BIT -> Mem.clearBit(dataAddress, size);
      case I128 -> putInt128(size, 0, 0);
      case I8, I16, I32, I64 -> putLong(size, 0);
      case F32, F64 -> putDouble(size, 0);
    }
    size++;
  }

  public void appendBoolean(boolean value) {
    reserve(size + 1);
    putBoolean(size++, value);
  }

  /** A whole number, date, time, interval or the unscaled value of a decimal, which must fit. */
  public void appendLong(long value) {
    reserve(size + 1);
    putLong(size++, value);
  }

  public void appendDouble(double value) {
    reserve(size + 1);
    putDouble(size++, value);
  }

  public void appendInt128(long high, long low) {
    reserve(size + 1);
    putInt128(size++, high, low);
  }

  /** Copies the bytes. */
  public void appendBytes(long address, int length) {
    reserve(size + 1);
    putBytes(size++, address, length);
  }

  /** Copies the bytes. */
  public void appendBytes(byte[] bytes) {
    reserve(size + 1);
    long at = startBytes(size, bytes.length);
    Mem.copy(bytes, 0, at, bytes.length);
    finishBytes(size, at, bytes.length);
    size++;
  }

  /** A view into a blob that {@link #shareBlob} returned the number of; nothing is copied. */
  public void appendShared(int blob, int offset, int length) {
    reserve(size + 1);
    putShared(size++, blob, offset, length);
  }

  /** Ends a struct whose children each got one more value. */
  public void appendStruct() {
    reserve(size + 1);
    size++;
  }

  /** Ends a list or map whose child got the elements. */
  public void appendListEnd() {
    reserve(size + 1);
    Mem.putInt(dataAddress + 4L * size + 4, children[0].size);
    size++;
  }

  // The put methods write a row within the reserved range, in any order, without changing the size.

  public void putBoolean(int row, boolean value) {
    if (value) {
      Mem.setBit(dataAddress, row);
    } else {
      Mem.clearBit(dataAddress, row);
    }
  }

  public void putLong(int row, long value) {
    switch (layout) {
      case I8 -> Mem.putByte(dataAddress + row, (byte) value);
      case I16 -> Mem.putShort(dataAddress + 2L * row, (short) value);
      case I32 -> Mem.putInt(dataAddress + 4L * row, (int) value);
      case I64 -> Mem.putLong(dataAddress + 8L * row, value);
      case I128 -> putInt128(row, value >> 63, value);
      case BIT, F32, F64, VIEW, LIST, STRUCT ->
          throw new IllegalStateException("not a whole number: " + type);
    }
  }

  public void putDouble(int row, double value) {
    if (layout == DataType.Layout.F32) {
      Mem.putFloat(dataAddress + 4L * row, (float) value);
    } else {
      Mem.putDouble(dataAddress + 8L * row, value);
    }
  }

  public void putInt128(int row, long high, long low) {
    Mem.putLong(dataAddress + 16L * row, low);
    Mem.putLong(dataAddress + 16L * row + 8, high);
  }

  /** Copies the bytes and writes the row's view. */
  public void putBytes(int row, long address, int length) {
    long at = startBytes(row, length);
    Mem.copy(address, at, length);
    finishBytes(row, at, length);
  }

  private void putView(int row, int length, long zeroes) {
    Mem.putLong(dataAddress + 16L * row, length & 0xffffffffL);
    Mem.putLong(dataAddress + 16L * row + 8, zeroes);
  }

  /** Room for the row's bytes: where to write them before {@link #finishBytes}. */
  public long startBytes(int row, int length) {
    if (length <= Column.INLINE) {
      putView(row, length, 0);
      return dataAddress + 16L * row + 4;
    }
    if (!blobOpen || blobCapacity - blobUsed < length) {
      openBlob(length);
    }
    return blobAddress + blobUsed;
  }

  /**
   * Completes what {@link #startBytes} began; {@code length} may be less than was asked for, if
   * above 12.
   */
  public void finishBytes(int row, long at, int length) {
    long view = dataAddress + 16L * row;
    if (at == view + 4) {
      return;
    }
    if (length <= Column.INLINE) {
      putView(row, length, 0);
      Mem.copy(at, view + 4, length);
      return;
    }
    Mem.putInt(view, length);
    Mem.putInt(view + 4, Mem.getInt(at));
    Mem.putInt(view + 8, blobs.size() - 1);
    Mem.putInt(view + 12, (int) (at - blobAddress));
    blobUsed += length;
  }

  private void openBlob(int length) {
    int bytes = Math.max(length, Math.min(LARGEST_BLOB, Math.max(FIRST_BLOB, blobCapacity * 2)));
    ArrowBuf blob = allocator.buffer(bytes);
    blobs.add(blob);
    blobAddress = blob.memoryAddress();
    blobCapacity = (int) Math.min(blob.capacity(), Integer.MAX_VALUE);
    blobUsed = 0;
    blobOpen = true;
  }

  /** Adds a buffer that views may point into; takes over one reference. Returns its number. */
  public int shareBlob(ArrowBuf blob) {
    blobs.add(blob);
    blobOpen = false;
    return blobs.size() - 1;
  }

  public void putShared(int row, int blob, int offset, int length) {
    long view = dataAddress + 16L * row;
    long from = blobs.get(blob).memoryAddress() + offset;
    if (length <= Column.INLINE) {
      putView(row, length, 0);
      Mem.copy(from, view + 4, length);
      return;
    }
    Mem.putInt(view, length);
    Mem.putInt(view + 4, Mem.getInt(from));
    Mem.putInt(view + 8, blob);
    Mem.putInt(view + 12, offset);
  }

  /** Copies a row of a column of the same type. */
  public void appendFrom(Column column, int row) {
    if (column.isNull(row)) {
      appendNull();
      return;
    }
    switch (layout) {
      case BIT -> appendBoolean(column.getBoolean(row));
      case I8, I16, I32, I64 -> appendLong(column.getLong(row));
      case F32, F64 -> appendDouble(column.getDouble(row));
      case I128 -> {
        long at = column.dataAddress() + 16L * row;
        appendInt128(Mem.getLong(at + 8), Mem.getLong(at));
      }
      case VIEW -> appendView(column, row);
      case LIST -> {
        for (int i = column.listStart(row); i < column.listEnd(row); i++) {
          children[0].appendFrom(column.child(0), i);
        }
        appendListEnd();
      }
      case STRUCT -> {
        for (int i = 0; i < children.length; i++) {
          children[i].appendFrom(column.child(i), row);
        }
        appendStruct();
      }
    }
  }

  private void appendView(Column column, int row) {
    long view = column.dataAddress() + 16L * row;
    int length = Mem.getInt(view);
    long from =
        length <= Column.INLINE
            ? view + 4
            : column.blobAddresses()[Mem.getInt(view + 8)] + Mem.getInt(view + 12);
    appendBytes(from, length);
  }

  /** Appends a value in the form that {@link Column#get} returns. */
  public void append(@Nullable Object value) {
    if (value == null) {
      appendNull();
      return;
    }
    switch (type) {
      case DataType.Bool b -> appendBoolean((Boolean) value);
      case DataType.Float32 f -> appendDouble(((Number) value).doubleValue());
      case DataType.Float64 f -> appendDouble(((Number) value).doubleValue());
      case DataType.Decimal d -> appendDecimal((BigDecimal) value, d.scale());
      case DataType.Text t -> appendBytes(((String) value).getBytes(StandardCharsets.UTF_8));
      case DataType.Json j -> appendBytes(((String) value).getBytes(StandardCharsets.UTF_8));
      case DataType.Bytes b -> appendBytes((byte[]) value);
      case DataType.ListOf l -> appendList((List<?>) value);
      case DataType.MapOf m -> appendMap((Map<?, ?>) value);
      case DataType.Struct s -> appendStructOf((List<?>) value);
      case DataType.Int i -> appendLong(((Number) value).longValue());
      case DataType.Date d -> appendLong(((Number) value).longValue());
      case DataType.Time t -> appendLong(((Number) value).longValue());
      case DataType.Timestamp t -> appendLong(((Number) value).longValue());
      case DataType.MonthInterval m -> appendLong(((Number) value).longValue());
      case DataType.TimeInterval t -> appendLong(((Number) value).longValue());
    }
  }

  private void appendDecimal(BigDecimal value, int scale) {
    BigInteger unscaled = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    appendInt128(unscaled.shiftRight(64).longValue(), unscaled.longValue());
  }

  private void appendList(List<?> values) {
    for (Object value : values) {
      children[0].append(value);
    }
    appendListEnd();
  }

  private void appendMap(Map<?, ?> entries) {
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      children[0].children[0].append(entry.getKey());
      children[0].children[1].append(entry.getValue());
      children[0].appendStruct();
    }
    appendListEnd();
  }

  private void appendStructOf(List<?> fields) {
    for (int i = 0; i < children.length; i++) {
      children[i].append(fields.get(i));
    }
    appendStruct();
  }

  /** Forgets what was written from row {@code rows} on, elements of an unfinished list included. */
  public void truncate(int rows) {
    if (validityAddress != 0) {
      for (int row = rows; row < size; row++) {
        Mem.setBit(validityAddress, row);
      }
    }
    size = rows;
    for (ColumnBuilder child : children) {
      int kept = layout != DataType.Layout.LIST ? rows : data == null ? 0 : listEnd(rows);
      child.truncate(Math.min(child.size, kept));
    }
  }

  /** Where the elements of the lists before {@code rows} end. */
  private int listEnd(int rows) {
    return Mem.getInt(dataAddress + 4L * rows);
  }

  /** The column of the rows written so far; the builder is empty afterwards. */
  public Column build() {
    if (capacity == 0) {
      reserve(1);
    }
    Column[] built = new Column[children.length];
    for (int i = 0; i < children.length; i++) {
      built[i] = children[i].build();
    }
    ArrowBuf finished = data;
    Column column =
        finished == null || children.length > 0
            ? Column.nested(type, size, validity, finished, built)
            : Column.of(type, size, validity, finished, blobs.toArray(ArrowBuf[]::new));
    forget();
    return column;
  }

  private void forget() {
    data = null;
    validity = null;
    dataAddress = 0;
    validityAddress = 0;
    blobs.clear();
    blobOpen = false;
    blobCapacity = Math.min(blobCapacity, LARGEST_BLOB) / 2;
    size = 0;
    capacity = 0;
  }

  @Override
  public void close() {
    if (data != null) {
      data.close();
    }
    if (validity != null) {
      validity.close();
    }
    blobs.forEach(ArrowBuf::close);
    for (ColumnBuilder child : children) {
      child.close();
    }
    forget();
  }
}
