package dev.laminar.format.json;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Mem;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.SourceOutput;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Finds the records in JSON text and has {@link Records} turn them into rows.
 *
 * <p>The text is a sequence of objects, mostly one a line, or one array of them, which its first
 * byte tells. A record in which a value does not fit is stepped over; after one that is no JSON it
 * goes on at the next line (in an array, where its brackets close).
 *
 * <p><b>State:</b> where in the text it is ({@link Place}) and which line and column that is; rows
 * that were not emitted. <b>Threads:</b> one.
 */
final class JsonDecoder implements Decoder {

  /** A record that is longer than this is not waited for to find the end of a bad line. */
  private static final int LONGEST_BAD = 1 << 20;

  /** Turns one JSON value into rows. */
  interface Records {
    void read(JsonCursor in, BatchBuilder out);
  }

  /** Where the cursor is between two records. */
  private enum Place {
    START,
    LINES,
    /** Behind an array's bracket. */
    FIRST,
    /** Behind a comma. */
    ELEMENT,
    /** Behind an element. */
    NEXT,
    /** Behind a bad element. */
    RECOVERED,
    DONE,
    /** In a line that is bad. */
    BAD_LINE,
    /** Behind the end, where nothing may be. */
    BEYOND
  }

  private final Records records;
  private final BatchBuilder batch;
  private final DecoderContext context;
  private final int maxRows;
  private final JsonCursor in = new JsonCursor();
  private Place place = Place.START;
  private Place placeAfterBadLine = Place.LINES;

  // The record that is being read begins here.
  private long start;
  private long startLine;
  private long startLineStart;

  JsonDecoder(Records records, BatchBuilder batch, DecoderContext context, int maxRows) {
    this.records = records;
    this.batch = batch;
    this.context = context;
    this.maxRows = maxRows;
  }

  @Override
  public int decodeStream(ArrowBuf bytes, int from, int to, boolean last, SourceOutput output) {
    long base = bytes.memoryAddress();
    context.use(bytes);
    in.set(base + from, base + to, last);
    in.lineStart += base + from;
    readAll("", last, output);
    int used = (int) (in.at - base) - from;
    in.lineStart -= in.at; // kept relative to the first byte that was not used up
    return used;
  }

  @Override
  public void decodeMessage(
      ArrowBuf bytes, int from, int to, String position, SourceOutput output) {
    long base = bytes.memoryAddress();
    context.use(bytes);
    in.set(base + from, base + to, true);
    in.line = 1;
    in.lineStart = base + from;
    place = Place.START;
    readAll(position, true, output);
  }

  private void readAll(String position, boolean last, SourceOutput output) {
    while (true) {
      markStart();
      int rows = batch.rows();
      try {
        if (!findRecord(last)) {
          return;
        }
        markStart();
        records.read(in, batch);
        place = place == Place.LINES ? Place.LINES : Place.NEXT;
      } catch (JsonError error) {
        batch.truncate(rows);
        if (error == JsonError.UNFINISHED || !recover(error, last)) {
          returnToStart();
          return;
        }
        output.bad(new BadRecord(raw(), place(position, error.address), error.text()));
      }
      if (batch.rows() >= maxRows) {
        flush(output);
      }
    }
  }

  private void markStart() {
    start = in.at;
    startLine = in.line;
    startLineStart = in.lineStart;
  }

  private void returnToStart() {
    in.at = start;
    in.line = startLine;
    in.lineStart = startLineStart;
  }

  /** Steps over what stands between records; whether one begins here. */
  private boolean findRecord(boolean last) {
    while (true) {
      switch (place) {
        case START -> {
          if (!skipByteOrderMark(last) || !in.skipSpace()) {
            return false;
          }
          place = startsArray() ? Place.FIRST : Place.LINES;
        }
        case LINES -> {
          return in.skipSpace();
        }
        case FIRST, ELEMENT, NEXT, RECOVERED -> {
          if (!in.skipSpace()) {
            return endInsideArray(last);
          }
          if (isElement()) {
            return true;
          }
        }
        case BAD_LINE -> {
          if (!in.skipLine()) {
            return false;
          }
          place = placeAfterBadLine;
        }
        case DONE -> {
          if (!in.skipSpace()) {
            return false;
          }
          throw in.malformed("nothing after the array's ']'");
        }
        case BEYOND -> {
          in.at = in.end;
          return false;
        }
      }
    }
  }

  private boolean skipByteOrderMark(boolean last) {
    if (in.at < in.end && Mem.getByte(in.at) == (byte) 0xef) {
      if (in.end - in.at < 3 && !last) {
        return false;
      }
      boolean isMark =
          in.end - in.at >= 3
              && Mem.getByte(in.at + 1) == (byte) 0xbb
              && Mem.getByte(in.at + 2) == (byte) 0xbf;
      in.at += isMark ? 3 : 0;
    }
    return true;
  }

  private boolean startsArray() {
    boolean isArray = Mem.getByte(in.at) == '[';
    in.at += isArray ? 1 : 0;
    return isArray;
  }

  private boolean endInsideArray(boolean last) {
    if (last) {
      throw in.malformed("']' at the end of the array");
    }
    return false;
  }

  /** Steps over a comma or closing bracket; otherwise an element is next. */
  private boolean isElement() {
    byte next = Mem.getByte(in.at);
    if (next == ']' && place != Place.ELEMENT) {
      in.at++;
      place = Place.DONE;
      return false;
    }
    if (next == ',' && (place == Place.NEXT || place == Place.RECOVERED)) {
      in.at++;
      place = Place.ELEMENT;
      return false;
    }
    if (place == Place.NEXT) {
      throw in.malformed("',' or ']'");
    }
    return true;
  }

  /** Goes to where the next record may begin; false if that takes more bytes than there are. */
  private boolean recover(JsonError error, boolean last) {
    if (place == Place.DONE || start >= in.end) {
      place = Place.BEYOND;
      in.at = in.end;
      return true;
    }
    boolean inArray = place != Place.LINES && place != Place.START;
    Place after = inArray ? Place.RECOVERED : Place.LINES;
    boolean mayWait = !last && in.end - start < LONGEST_BAD;
    if (inArray || !error.malformed) {
      try {
        returnToStart();
        in.skipBadValue();
        place = after;
        return true;
      } catch (JsonError noEnd) {
        if (noEnd == JsonError.UNFINISHED && (mayWait || !error.malformed)) {
          return false;
        }
      }
    }
    returnToStart();
    if (in.skipLine() || last) {
      place = after;
    } else if (mayWait) {
      return false;
    } else {
      place = Place.BAD_LINE;
      placeAfterBadLine = after;
    }
    return true;
  }

  private byte[] raw() {
    byte[] bytes = in.since(start);
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** The line and column of an address in the record that was read last. */
  private String place(String position, long address) {
    long line = startLine;
    long lineStart = startLineStart;
    for (long at = start; at < address; at++) {
      if (Mem.getByte(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
    long column = address - lineStart + 1;
    if (position.isEmpty()) {
      return "line " + line + ", column " + column;
    }
    return position + (line == 1 ? "" : ", line " + line) + ", column " + column;
  }

  @Override
  public String state() {
    return place + " " + placeAfterBadLine + " " + in.line + " " + -in.lineStart;
  }

  @Override
  public void restore(String state) {
    String[] parts = state.split(" ", -1);
    place = Place.valueOf(parts[0]);
    placeAfterBadLine = Place.valueOf(parts[1]);
    in.line = Long.parseLong(parts[2]);
    in.lineStart = -Long.parseLong(parts[3]);
  }

  @Override
  public void flush(SourceOutput output) {
    if (batch.rows() > 0) {
      output.emit(batch.build());
      context.nextBatch();
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
