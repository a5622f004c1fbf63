package dev.laminar.format.json;

import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes objects into the columns of their fields and steps over what no column asks for.
 *
 * <p>Keys mostly come in the same order: each {@link Key} remembers which one followed it last and
 * is compared with what comes, a few machine words at once; only a surprise is looked up by its
 * hash. A key is a field's if it is equal to its name, else if it differs in case only. Of a key
 * that comes twice the last value counts. One thread.
 */
final class ObjectDecoder {

  private static final int MOST_KEYS = 2048;

  private final List<Field> fields;
  private final ValueDecoder[] decoders;
  private final Key start = new Key(new byte[0], -1, false);
  private Key[] table = new Key[64];
  private int keys;

  ObjectDecoder(List<Field> fields, ValueDecoder[] decoders) {
    this.fields = fields;
    this.decoders = decoders;
  }

  /** A key as it is written, without quotes, and what is known of it. */
  private static final class Key {
    final byte[] bytes;
    final long[] words; // with the closing quote, filled up with zeroes
    final long tailMask;
    final int field;
    final boolean exact;
    @Nullable Key next; // in the same object the last time

    Key(byte[] bytes, int field, boolean exact) {
      this.bytes = bytes;
      this.field = field;
      this.exact = exact;
      int length = bytes.length + 1;
      words = new long[(length + 7) / 8];
      for (int i = 0; i < length; i++) {
        long b = i < bytes.length ? bytes[i] & 0xffL : '"';
        words[i / 8] |= b << (8 * (i % 8));
      }
      tailMask = length % 8 == 0 ? -1 : (1L << (8 * (length % 8))) - 1;
    }

    /** Whether it stands at that address, which follows an opening quote. */
    boolean isAt(long address, long end) {
      int lastWord = words.length - 1;
      if (end - address < 8L * words.length) {
        return isAtTheEnd(address, end);
      }
      for (int i = 0; i < lastWord; i++) {
        if (Mem.getLong(address + 8L * i) != words[i]) {
          return false;
        }
      }
      return (Mem.getLong(address + 8L * lastWord) & tailMask) == words[lastWord];
    }

    private boolean isAtTheEnd(long address, long end) {
      return end - address > bytes.length
          && Mem.getByte(address + bytes.length) == '"'
          && equals(address, bytes.length);
    }

    boolean equals(long address, int length) {
      if (length != bytes.length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (Mem.getByte(address + i) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Decodes the next value, an object, into row {@code row} of every column. */
  void read(JsonCursor in, int row) {
    in.at++;
    if (in.peek() == '}') {
      in.at++;
    } else {
      readFields(in, row);
    }
    for (ValueDecoder decoder : decoders) {
      if (decoder.column.size() <= row) {
        decoder.absent(in.at - 1);
      }
    }
  }

  private void readFields(JsonCursor in, int row) {
    Key previous = start;
    while (true) {
      if (in.peek() != '"') {
        throw in.malformed("'\"' and a key");
      }
      Key key = previous.next;
      if (key != null && key.isAt(in.at + 1, in.end)) {
        in.at += key.bytes.length + 2;
      } else {
        key = lookUp(in);
        previous.next = key;
      }
      previous = key;
      if (in.peek() != ':') {
        throw in.malformed("':'");
      }
      in.at++;
      readValue(in, key, row);
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

  private void readValue(JsonCursor in, Key key, int row) {
    if (key.field < 0) {
      in.skipValue();
      return;
    }
    ValueDecoder decoder = decoders[key.field];
    if (decoder.column.size() > row) {
      if (!key.exact) {
        in.skipValue();
        return;
      }
      decoder.column.truncate(row);
    }
    decoder.read(in);
  }

  private Key lookUp(JsonCursor in) {
    in.string();
    long from = in.textStart;
    int length = (int) (in.textEnd - from);
    int slot = hash(from, length) & (table.length - 1);
    for (Key key = table[slot]; key != null; key = table[slot]) {
      if (key.equals(from, length)) {
        return key;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    Key key = resolve(in.text(), Mem.bytes(from, length));
    if (keys < MOST_KEYS) {
      table[slot] = key;
      if (++keys > table.length / 2) {
        grow();
      }
    }
    return key;
  }

  private Key resolve(String name, byte[] bytes) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return new Key(bytes, i, true);
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return new Key(bytes, i, false);
      }
    }
    return new Key(bytes, -1, false);
  }

  private void grow() {
    Key[] old = table;
    table = new Key[old.length * 2];
    for (Key key : old) {
      if (key != null) {
        int slot = hash(key) & (table.length - 1);
        while (table[slot] != null) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = key;
      }
    }
  }

  private static int hash(Key key) {
    int hash = key.bytes.length;
    for (byte b : key.bytes) {
      hash = hash * 31 + b;
    }
    return hash ^ hash >>> 15;
  }

  private static int hash(long address, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + Mem.getByte(address + i);
    }
    return hash ^ hash >>> 15;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("keys in the last order:");
    int shown = 0;
    for (Key key = start.next; key != null && shown < keys; key = key.next) {
      text.append(' ').append(new String(key.bytes, StandardCharsets.UTF_8));
      shown++;
    }
    return text.toString();
  }
}
