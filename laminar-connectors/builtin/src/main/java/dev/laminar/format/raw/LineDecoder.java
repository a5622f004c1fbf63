package dev.laminar.format.raw;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.format.text.Utf8;
import dev.laminar.format.text.Words;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.SourceOutput;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Lines, without their ends ({@code \n} or {@code \r\n}), or whole messages, in one column or, if
 * the plan needs none, in no column. Long ones are not copied: views point into the input.
 *
 * <p><b>State:</b> the line's number. <b>Threads:</b> one.
 */
final class LineDecoder implements Decoder {

  private static final byte NEW_LINE = '\n';
  private static final long NEW_LINES = Words.all(NEW_LINE);

  private final BatchBuilder batch;
  private final int maxRows;
  private final boolean text;
  private long line = 1;
  private int blob = -1; // of the buffer that is being decoded, in the batch that is being built

  LineDecoder(BufferAllocator allocator, Schema columns, int maxRows, boolean text) {
    this.batch = new BatchBuilder(allocator, columns);
    this.maxRows = maxRows;
    this.text = text;
  }

  @Override
  public int decodeStream(ArrowBuf bytes, int from, int to, boolean last, SourceOutput output) {
    long base = bytes.memoryAddress();
    long end = base + to;
    long start = base + from;
    blob = -1;
    while (start < end) {
      long newLine = find(start, end);
      if (newLine == end && !last) {
        break;
      }
      boolean carriageReturn = newLine > start && Mem.getByte(newLine - 1) == '\r';
      record(bytes, start, carriageReturn ? newLine - 1 : newLine, "", output);
      line++;
      start = Math.min(newLine + 1, end);
    }
    return (int) (start - base) - from;
  }

  private static long find(long from, long end) {
    long at = from;
    while (end - at >= 8) {
      long hits = Words.zeroes(Mem.getLong(at) ^ NEW_LINES);
      if (hits != 0) {
        return at + Words.first(hits);
      }
      at += 8;
    }
    while (at < end && Mem.getByte(at) != NEW_LINE) {
      at++;
    }
    return at;
  }

  @Override
  public void decodeMessage(
      ArrowBuf bytes, int from, int to, String position, SourceOutput output) {
    blob = -1;
    long base = bytes.memoryAddress();
    record(bytes, base + from, base + to, position, output);
  }

  private void record(ArrowBuf bytes, long from, long to, String position, SourceOutput output) {
    int length = (int) (to - from);
    long invalid = text ? Utf8.firstInvalid(from, to) : -1;
    if (invalid >= 0) {
      output.bad(
          new BadRecord(
              Mem.bytes(from, length),
              (position.isEmpty() ? "line " + line : position) + ", column " + (invalid - from + 1),
              String.format("expected UTF-8 text, got byte 0x%02x", Mem.getByte(invalid) & 0xff)));
      return;
    }
    if (batch.columnCount() > 0) {
      append(bytes, batch.column(0), from, length);
    }
    batch.endRow();
    if (batch.rows() >= maxRows) {
      flush(output);
    }
  }

  private void append(ArrowBuf bytes, ColumnBuilder column, long from, int length) {
    if (length <= Column.INLINE) {
      column.appendBytes(from, length);
      return;
    }
    if (blob < 0) {
      bytes.getReferenceManager().retain();
      blob = column.shareBlob(bytes);
    }
    column.appendShared(blob, (int) (from - bytes.memoryAddress()), length);
  }

  @Override
  public String state() {
    return Long.toString(line);
  }

  @Override
  public void restore(String state) {
    line = Long.parseLong(state);
  }

  @Override
  public void flush(SourceOutput output) {
    if (batch.rows() > 0) {
      output.emit(batch.build());
      blob = -1;
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
