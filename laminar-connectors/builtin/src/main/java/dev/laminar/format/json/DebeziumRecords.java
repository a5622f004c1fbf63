package dev.laminar.format.json;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;

/**
 * Change events as rows with weights: {@code c} and {@code r} insert, {@code d} retracts, {@code u}
 * retracts what was before and inserts what is after.
 *
 * <p>An event may be wrapped in {@code schema} and {@code payload}. A tombstone (null) says nothing
 * new and is stepped over, as is a message ({@code m}). The event is scanned for its parts first,
 * since {@code op} may come last; then the parts are decoded. One thread.
 */
final class DebeziumRecords implements JsonDecoder.Records {

  private final ObjectDecoder row;
  private long before; // address of the value, or 0 if there is none
  private long after;
  private long op;
  private boolean tombstone;

  DebeziumRecords(Schema columns, BatchBuilder batch, DecoderContext context) {
    this.row = ObjectRecords.object(columns, batch, context);
  }

  @Override
  public void read(JsonCursor in, BatchBuilder out) {
    long start = in.at;
    before = 0;
    after = 0;
    op = 0;
    tombstone = false;
    scan(in, true);
    if (tombstone) {
      return;
    }
    long end = in.at;
    long line = in.line;
    long lineStart = in.lineStart;
    emit(in, start, out);
    in.at = end;
    in.line = line; // the second pass over the parts must not count again
    in.lineStart = lineStart;
  }

  /** Finds the event's parts. */
  private void scan(JsonCursor in, boolean outermost) {
    int first = in.peek();
    if (first == 'n') {
      in.literal("null");
      tombstone = true;
      return;
    }
    if (first != '{') {
      throw in.malformed("'{' at the beginning of a change event");
    }
    in.at++;
    if (in.peek() == '}') {
      in.at++;
      return;
    }
    while (true) {
      if (in.peek() != '"') {
        throw in.malformed("'\"' and a key");
      }
      in.string();
      part(in, outermost);
      int next = in.peek();
      if (next != ',' && next != '}') {
        throw in.malformed("',' or '}'");
      }
      in.at++;
      if (next == '}') {
        return;
      }
    }
  }

  private void part(JsonCursor in, boolean outermost) {
    boolean isBefore = in.isWord("before");
    boolean isAfter = in.isWord("after");
    boolean isOp = in.isWord("op");
    boolean isPayload = outermost && in.isWord("payload");
    if (in.peek() != ':') {
      throw in.malformed("':'");
    }
    in.at++;
    boolean isNull = in.peek() == 'n';
    long value = isNull ? 0 : in.at;
    if (isPayload) {
      scan(in, false);
      return;
    }
    in.skipValue();
    if (isBefore) {
      before = value;
    } else if (isAfter) {
      after = value;
    } else if (isOp) {
      op = value;
    }
  }

  private void emit(JsonCursor in, long start, BatchBuilder out) {
    if (op == 0) {
      throw new JsonError("expected a change event with 'op', 'before' and 'after'", start, false);
    }
    in.at = op;
    if (in.peek() != '"') {
      throw in.misfit("op", "one of \"c\", \"r\", \"u\", \"d\"", op);
    }
    in.string();
    if (in.isWord("c") || in.isWord("r")) {
      row(in, after, "after", 1, out);
    } else if (in.isWord("u")) {
      row(in, before, "before", -1, out);
      row(in, after, "after", 1, out);
    } else if (in.isWord("d")) {
      row(in, before, "before", -1, out);
    } else if (!in.isWord("m")) {
      throw in.misfit("op", "one of \"c\", \"r\", \"u\", \"d\"", op);
    }
  }

  private void row(JsonCursor in, long address, String part, int weight, BatchBuilder out) {
    if (address == 0) {
      throw new JsonError(
          "expected the whole row in '"
              + part
              + "', got null"
              + (weight < 0 ? "; in PostgreSQL say ALTER TABLE … REPLICA IDENTITY FULL" : ""),
          op,
          false);
    }
    in.at = address;
    if (in.peek() != '{') {
      throw in.misfit(part, "a row {…}", address);
    }
    row.read(in, out.rows());
    out.endRow(weight);
  }
}
