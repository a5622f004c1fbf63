package dev.laminar.connector.gcs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Deletes objects one by one, some at a time: the API's batches do no less work. Stateless. */
final class GcsDeletion {

  private static final int AT_A_TIME = 16;

  private GcsDeletion() {}

  /** Deletes one object. */
  @FunctionalInterface
  interface Deleter {
    void delete(String name) throws IOException;
  }

  /** Tries all, then throws the first error, to which the others are added. */
  static void of(Collection<String> names, Deleter deleter) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(AT_A_TIME, names.size()), Thread.ofVirtual().factory())) {
      for (String name : names) {
        running.add(
            executor.submit(
                () -> {
                  deleter.delete(name);
                  return null;
                }));
      }
    }
    throwFirst(running);
  }

  private static void throwFirst(List<Future<?>> ended) throws IOException {
    IOException first = null;
    for (Future<?> future : ended) {
      try {
        future.get();
      } catch (ExecutionException e) {
        IOException error =
            e.getCause() instanceof IOException cause ? cause : new IOException(e.toString(), e);
        if (first == null) {
          first = error;
        } else {
          first.addSuppressed(error);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while deleting");
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
