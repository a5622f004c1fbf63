package dev.laminar.format.json;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.format.text.TimestampFormat;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes changes as {@code {"before":…,"after":…,"op":…}}.
 *
 * <p>Within a batch, which never spans ticks, the changes of one primary key are netted: what came
 * and went is left out, a retract and an insert make one {@code u}, whichever came first, and a
 * {@code d} comes before a {@code c}. Without a key each change is written by itself. One thread.
 */
final class DebeziumEncoder implements Encoder {

  private static final byte[] BEFORE = ascii("{\"before\":");
  private static final byte[] AFTER = ascii(",\"after\":");
  private static final byte[] OP = ascii(",\"op\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] NULL = ascii("null");
  private static final int NONE = -1;

  private final ObjectEncoder object;
  private final int[] key;
  private final ValueEncoder[] keyEncoders;
  private final ByteSink rows = new ByteSink();
  private final ByteSink keys = new ByteSink();

  DebeziumEncoder(Schema columns, List<String> primaryKey, TimestampFormat timestamps) {
    this.object = new ObjectEncoder(columns.fields(), timestamps);
    this.key = primaryKey.stream().mapToInt(name -> columns.indexOf(name).orElseThrow()).toArray();
    this.keyEncoders =
        Arrays.stream(key)
            .mapToObj(i -> ValueEncoder.of(columns.field(i).type(), timestamps))
            .toArray(ValueEncoder[]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The changes of one key that are left, as row numbers. */
  private static final class Group {
    final List<Integer> retracts = new ArrayList<>(1);
    final List<Integer> inserts = new ArrayList<>(1);
  }

  @Override
  public void encode(Batch batch, ByteSink out, SinkWriter.RejectedRows bad) {
    rows.clear();
    for (int row = 0; row < batch.rows(); row++) {
      object.write(batch, row, rows);
      rows.endRecord();
    }
    if (batch.insertsOnly() || key.length == 0) {
      for (int row = 0; row < batch.rows(); row++) {
        boolean insert = batch.weight(row) > 0;
        event(insert ? NONE : row, insert ? row : NONE, out);
      }
    } else {
      group(batch).values().forEach(group -> events(group, out));
    }
  }

  private Map<ByteBuffer, Group> group(Batch batch) {
    keys.clear();
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < key.length; i++) {
        keyEncoders[i].write(batch.column(key[i]), row, keys);
        keys.put((byte) ',');
      }
      keys.endRecord();
    }
    Map<ByteBuffer, Group> groups = new LinkedHashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      int length = keys.end(row) - keys.start(row);
      ByteBuffer bytes = ByteBuffer.wrap(keys.array(), keys.start(row), length);
      Group group = groups.computeIfAbsent(bytes, b -> new Group());
      if (batch.weight(row) > 0) {
        net(row, group.inserts, group.retracts);
      } else {
        net(row, group.retracts, group.inserts);
      }
    }
    return groups;
  }

  /** Adds a change, unless the opposite of it is there, which then goes. */
  private void net(int row, List<Integer> same, List<Integer> opposite) {
    for (Iterator<Integer> i = opposite.iterator(); i.hasNext(); ) {
      if (equal(row, i.next())) {
        i.remove();
        return;
      }
    }
    same.add(row);
  }

  private boolean equal(int a, int b) {
    return Arrays.equals(
        rows.array(), rows.start(a), rows.end(a), rows.array(), rows.start(b), rows.end(b));
  }

  private void events(Group group, ByteSink out) {
    int updates = Math.min(group.retracts.size(), group.inserts.size());
    for (int i = 0; i < updates; i++) {
      event(group.retracts.get(i), group.inserts.get(i), out);
    }
    for (int row : group.retracts.subList(updates, group.retracts.size())) {
      event(row, NONE, out);
    }
    for (int row : group.inserts.subList(updates, group.inserts.size())) {
      event(NONE, row, out);
    }
  }

  private void event(int before, int after, ByteSink out) {
    out.put(BEFORE);
    row(before, out);
    out.put(AFTER);
    row(after, out);
    out.put(OP);
    out.put((byte) (before == NONE ? 'c' : after == NONE ? 'd' : 'u'));
    out.put(END);
    out.endRecord((byte) '\n');
  }

  private void row(int row, ByteSink out) {
    if (row == NONE) {
      out.put(NULL);
      return;
    }
    int length = rows.end(row) - rows.start(row);
    out.ensure(length);
    System.arraycopy(rows.array(), rows.start(row), out.array(), out.size(), length);
    out.advance(length);
  }
}
