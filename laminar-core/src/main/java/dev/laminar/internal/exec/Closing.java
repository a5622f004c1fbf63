package dev.laminar.internal.exec;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes all that was added, last first, even if some fail; the first failure is thrown, with the
 * others suppressed. One thread.
 */
final class Closing {

  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  void add(AutoCloseable thing) {
    things.push(thing);
  }

  void close() throws Exception {
    Exception first = null;
    while (!things.isEmpty()) {
      first = close(things.pop(), first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable Exception close(AutoCloseable thing, @Nullable Exception first) {
    try {
      thing.close();
      return first;
    } catch (Exception e) {
      if (first == null) {
        return e;
      }
      first.addSuppressed(e);
      return first;
    }
  }
}
