package dev.laminar.format.csv;

import dev.laminar.data.Mem;
import dev.laminar.format.text.Words;
import java.nio.charset.StandardCharsets;

/**
 * Steps over the values of CSV records in off-heap memory: quoted ones may hold delimiters, line
 * ends and doubled quotes. Reused; one thread.
 */
final class CsvScanner {

  private final byte delimiter;
  private final byte quote;
  private final long delimiters;
  private final long newLines = Words.all((byte) '\n');
  private final byte[] nullText;

  long at;
  long end;
  long line = 1;

  // The value scanned last, without its quotes.
  long from;
  long to;
  boolean quoted;

  private boolean doubled;
  private boolean last;
  private byte[] unquoted = new byte[64];

  CsvScanner(CsvOptions options) {
    delimiter = options.delimiter();
    quote = options.quote();
    delimiters = Words.all(delimiter);
    nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
  }

  void set(long newAt, long newEnd, boolean nothingFollows) {
    at = newAt;
    end = newEnd;
    last = nothingFollows;
  }

  /** Whether a record begins here; empty lines are stepped over. */
  boolean findRecord() {
    while (at < end) {
      byte b = Mem.getByte(at);
      if (b == '\n') {
        line++;
      } else if (b != '\r') {
        return true;
      } else if (at + 1 < end && Mem.getByte(at + 1) != '\n') {
        return true;
      }
      at++;
    }
    return false;
  }

  /** Scans the next value; whether another one follows in the same record. */
  boolean next() {
    quoted = at < end && Mem.getByte(at) == quote;
    doubled = false;
    if (quoted) {
      scanQuoted();
    } else {
      scanPlain();
    }
    return step();
  }

  private void scanPlain() {
    from = at;
    long p = at;
    while (true) {
      if (end - p >= 8) {
        long word = Mem.getLong(p);
        long hits = Words.zeroes(word ^ delimiters) | Words.zeroes(word ^ newLines);
        if (hits == 0) {
          p += 8;
          continue;
        }
        // Of the two searches each is right about its first hit, so the first of all is right.
        p += Words.first(hits);
        break;
      }
      if (p == end) {
        unfinished();
        break;
      }
      byte b = Mem.getByte(p);
      if (b == delimiter || b == '\n') {
        break;
      }
      p++;
    }
    at = p;
    boolean carriageReturn =
        p > from && Mem.getByte(p - 1) == '\r' && (p == end || Mem.getByte(p) == '\n');
    to = carriageReturn ? p - 1 : p;
  }

  private void unfinished() {
    if (!last) {
      throw CsvError.UNFINISHED;
    }
  }

  private void scanQuoted() {
    long p = at + 1;
    from = p;
    while (true) {
      if (p >= end) {
        unfinished();
        throw new CsvError("expected a closing quote, got the end of the data", true);
      }
      byte b = Mem.getByte(p);
      if (b == quote) {
        if (p + 1 == end) {
          unfinished();
        }
        if (p + 1 == end || Mem.getByte(p + 1) != quote) {
          break;
        }
        doubled = true;
        p++;
      } else if (b == '\n') {
        line++;
      }
      p++;
    }
    to = p;
    at = p + 1;
  }

  /** Steps over what stands behind a value. */
  private boolean step() {
    if (at < end && Mem.getByte(at) == delimiter) {
      at++;
      return true;
    }
    if (at < end && Mem.getByte(at) == '\r') {
      at++;
    }
    if (at == end) {
      unfinished();
      return false;
    }
    if (Mem.getByte(at) != '\n') {
      throw new CsvError(
          "expected '"
              + (char) delimiter
              + "' or the end of the line after a closing quote, got '"
              + (char) (Mem.getByte(at) & 0xff)
              + "'",
          true);
    }
    at++;
    line++;
    return false;
  }

  /** Goes to the next line; whether there is one. */
  boolean skipLine() {
    while (at < end) {
      if (Mem.getByte(at++) == '\n') {
        line++;
        return true;
      }
    }
    return false;
  }

  /** Whether the value stands for none. */
  boolean isNull() {
    if (quoted || to - from != nullText.length) {
      return false;
    }
    for (int i = 0; i < nullText.length; i++) {
      if (Mem.getByte(from + i) != nullText[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the value has doubled quotes, so that it must be {@link #unquote copied}. */
  boolean mustBeCopied() {
    return doubled;
  }

  int unquotedLength;

  /** The value with single quotes; the first {@link #unquotedLength} bytes count. */
  byte[] unquote() {
    int raw = (int) (to - from);
    if (unquoted.length < raw) {
      unquoted = new byte[Math.max(raw, unquoted.length * 2)];
    }
    int length = 0;
    for (long p = from; p < to; p++) {
      byte b = Mem.getByte(p);
      unquoted[length++] = b;
      p += b == quote ? 1 : 0;
    }
    unquotedLength = length;
    return unquoted;
  }

  /** The value as text. */
  String text() {
    if (doubled) {
      byte[] bytes = unquote();
      return new String(bytes, 0, unquotedLength, StandardCharsets.UTF_8);
    }
    return new String(Mem.bytes(from, (int) (to - from)), StandardCharsets.UTF_8);
  }
}
