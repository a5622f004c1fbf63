package dev.laminar.testing;

import dev.laminar.internal.state.spill.SpillStore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store for spilled state that is a map: what tests and simulations use. One thread. */
public final class MemorySpill implements SpillStore {

  private final NavigableMap<byte[], byte[]> values = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public void append(byte[] key, byte[] value) {
    values.merge(key.clone(), value.clone(), MemorySpill::concat);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public void delete(byte[] key) {
    values.remove(key);
  }

  @Override
  public void delete(byte[] from, byte[] to) {
    values.subMap(from, to).clear();
  }

  @Override
  public byte[] @Nullable [] get(byte[][] keys) {
    byte[] @Nullable [] found = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      found[i] = values.get(keys[i]);
    }
    return found;
  }

  @Override
  public Scan scan(byte[] from, byte[] to) {
    Queue<Map.Entry<byte[], byte[]>> left =
        new ArrayDeque<>(new TreeMap<>(values.subMap(from, to)).entrySet());
    return new Scan() {
      private Map.@Nullable Entry<byte[], byte[]> at;

      @Override
      public boolean next() {
        at = left.poll();
        return at != null;
      }

      private Map.Entry<byte[], byte[]> at() {
        Map.Entry<byte[], byte[]> entry = at;
        if (entry == null) {
          throw new IllegalStateException("at no key");
        }
        return entry;
      }

      @Override
      public byte[] key() {
        return at().getKey();
      }

      @Override
      public byte[] value() {
        return at().getValue();
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }

  @Override
  public void close() {
    values.clear();
  }
}
