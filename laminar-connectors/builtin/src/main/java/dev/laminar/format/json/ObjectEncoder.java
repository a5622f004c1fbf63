package dev.laminar.format.json;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Field;
import dev.laminar.format.text.TimestampFormat;
import dev.laminar.spi.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes a row or a struct as an object. Stateless; one thread because of its values' state. */
final class ObjectEncoder {

  private static final byte[] EMPTY = {'{', '}'};

  private final byte[][] keys; // each with what stands before it: {"a": and ,"b":
  private final ValueEncoder[] values;

  ObjectEncoder(List<Field> fields, TimestampFormat timestamps) {
    keys = new byte[fields.size()][];
    values = new ValueEncoder[fields.size()];
    for (int i = 0; i < keys.length; i++) {
      ByteSink key = new ByteSink();
      key.put((byte) (i == 0 ? '{' : ','));
      ValueEncoder.quote(fields.get(i).name().getBytes(StandardCharsets.UTF_8), key);
      key.put((byte) ':');
      keys[i] = Arrays.copyOf(key.array(), key.size());
      values[i] = ValueEncoder.of(fields.get(i).type(), timestamps);
    }
  }

  void write(Batch batch, int row, ByteSink out) {
    for (int i = 0; i < keys.length; i++) {
      out.put(keys[i]);
      values[i].write(batch.column(i), row, out);
    }
    end(out);
  }

  void writeStruct(Column struct, int row, ByteSink out) {
    for (int i = 0; i < keys.length; i++) {
      out.put(keys[i]);
      values[i].write(struct.child(i), row, out);
    }
    end(out);
  }

  private void end(ByteSink out) {
    if (keys.length == 0) {
      out.put(EMPTY);
    } else {
      out.put((byte) '}');
    }
  }
}
