package dev.laminar.format.csv;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.SourceOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows, by the names in the header or, without one, by the table's order.
 *
 * <p>A record has as many values as the header, or the table; one in which a value does not fit is
 * stepped over, after one whose quotes are wrong it goes on at the next line.
 *
 * <p><b>State:</b> the line's number and the header. <b>Threads:</b> one.
 */
final class CsvDecoder implements Decoder {

  private final CsvScanner in;
  private final BatchBuilder batch;
  private final Schema table;
  private final Schema columns;
  private final Cell[] cells;
  private final int maxRows;
  private @Nullable List<String> header; // null before it was read, if there is one
  private int[] targets = {}; // per value of a record: the column, or −1

  CsvDecoder(
      BufferAllocator allocator, Schema table, Schema columns, CsvOptions options, int maxRows) {
    this.in = new CsvScanner(options);
    this.batch = new BatchBuilder(allocator, columns);
    this.table = table;
    this.columns = columns;
    this.maxRows = maxRows;
    this.cells = new Cell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cell(columns.field(i), batch.column(i), options.timestamps());
    }
    if (!options.header()) {
      useHeader(table.names());
    }
  }

  private void useHeader(List<String> names) {
    header = names;
    targets = new int[names.size()];
    Arrays.fill(targets, -1);
    Schema inFile = new Schema(names.stream().map(CsvDecoder::text).toList());
    for (int i = 0; i < columns.size(); i++) {
      OptionalInt place = inFile.indexOf(columns.field(i).name());
      if (place.isEmpty()) {
        throw new LaminarException(
            ErrorCode.INVALID_QUERY,
            "expected a column '"
                + columns.field(i).name()
                + "' in the CSV header, got "
                + names
                + "; name the table's columns as the header does, or say csv.header = false");
      }
      targets[place.getAsInt()] = i;
    }
  }

  private static Field text(String name) {
    return Field.of(name, DataType.TEXT);
  }

  @Override
  public int decodeStream(ArrowBuf bytes, int from, int to, boolean last, SourceOutput output) {
    long base = bytes.memoryAddress();
    in.set(base + from, base + to, last);
    readAll("", output, last);
    return (int) (in.at - base) - from;
  }

  @Override
  public void decodeMessage(
      ArrowBuf bytes, int from, int to, String position, SourceOutput output) {
    long base = bytes.memoryAddress();
    in.set(base + from, base + to, true);
    in.line = 1;
    if (header == null) {
      useHeader(table.names()); // a message has no header
    }
    readAll(position, output, true);
  }

  private void readAll(String position, SourceOutput output, boolean last) {
    while (in.findRecord()) {
      long start = in.at;
      long line = in.line;
      int rows = batch.rows();
      try {
        record();
      } catch (CsvError error) {
        batch.truncate(rows);
        if (error == CsvError.UNFINISHED || !recover(error, start, line, last)) {
          in.at = start;
          in.line = line;
          return;
        }
        output.bad(
            new BadRecord(
                raw(start), position.isEmpty() ? "line " + line : position, error.text()));
      }
      if (batch.rows() >= maxRows) {
        flush(output);
      }
    }
  }

  private void record() {
    if (header == null) {
      readHeader();
      return;
    }
    boolean more = true;
    int index = 0;
    while (more) {
      more = in.next();
      int target = index < targets.length ? targets[index] : -1;
      if (target >= 0) {
        cells[target].read(in);
      }
      index++;
    }
    if (index != targets.length) {
      throw new CsvError("expected " + targets.length + " values, got " + index, false);
    }
    batch.endRow();
  }

  private void readHeader() {
    List<String> names = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = in.next();
      String name = in.text().strip();
      names.add(names.isEmpty() && name.startsWith("\ufeff") ? name.substring(1) : name);
    }
    useHeader(names);
  }

  /** Goes to where the next record may begin; false if that takes more bytes than there are. */
  private boolean recover(CsvError error, long start, long line, boolean last) {
    in.at = start;
    in.line = line;
    if (!error.malformed) {
      try {
        while (in.next()) {
          // to the record's end
        }
        return true;
      } catch (CsvError worse) {
        if (worse == CsvError.UNFINISHED) {
          return false;
        }
        in.at = start;
        in.line = line;
      }
    }
    return in.skipLine() || last;
  }

  private byte[] raw(long start) {
    long end = in.at;
    while (end > start && (Mem.getByte(end - 1) == '\n' || Mem.getByte(end - 1) == '\r')) {
      end--;
    }
    return Mem.bytes(start, (int) (end - start));
  }

  @Override
  public String state() {
    List<String> names = header;
    if (names == null) {
      return in.line + " -";
    }
    byte[] joined = String.join("\u0000", names).getBytes(StandardCharsets.UTF_8);
    return in.line + " " + Base64.getEncoder().encodeToString(joined);
  }

  @Override
  public void restore(String state) {
    int blank = state.indexOf(' ');
    in.line = Long.parseLong(state.substring(0, blank));
    String names = state.substring(blank + 1);
    if (!names.equals("-")) {
      String joined = new String(Base64.getDecoder().decode(names), StandardCharsets.UTF_8);
      useHeader(List.of(joined.split("\u0000", -1)));
    }
  }

  @Override
  public void flush(SourceOutput output) {
    if (batch.rows() > 0) {
      output.emit(batch.build());
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
