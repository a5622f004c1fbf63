package dev.laminar.testing;

import static dev.laminar.testing.Expect.bytes;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageContract.Clause;
import dev.laminar.testing.StorageContract.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What holds when several threads use a storage at once. Stateless. */
final class RaceClauses {

  private static final int THREADS = 16;
  private static final int ROUNDS = 6;
  private static final int VERSIONS = 40;

  private RaceClauses() {}

  static List<Clause> clauses() {
    return List.of(
        new Clause("of many that create a name one succeeds", RaceClauses::oneWinner),
        new Clause("a put is seen whole, by all, at once", RaceClauses::atomicPuts),
        new Clause("uploads do not disturb each other", RaceClauses::uploads),
        new Clause("threads read one object at once", RaceClauses::readers));
  }

  /** What one thread does. */
  @FunctionalInterface
  interface Work {
    void run(int thread) throws Exception;
  }

  /** Runs the work in so many threads at once; the first error ends all and is thrown. */
  static void inThreads(int threads, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CompletionService<Boolean> running = new ExecutorCompletionService<>(executor);
    try {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        Future<Boolean> _ =
            running.submit(
                () -> {
                  work.run(thread);
                  return true;
                });
      }
      for (int i = 0; i < threads; i++) {
        boolean _ = running.take().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new AssertionError(String.valueOf(e.getCause()), e);
    } finally {
      executor.shutdownNow();
      boolean _ = executor.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static void oneWinner(Place place) throws Exception {
    try (Storage storage = place.open();
        Storage other = place.open()) {
      AtomicReferenceArray<String> winners = new AtomicReferenceArray<>(ROUNDS);
      CyclicBarrier start = new CyclicBarrier(THREADS);
      inThreads(
          THREADS,
          thread -> {
            for (int round = 0; round < ROUNDS; round++) {
              start.await();
              String content = "thread " + thread;
              Storage mine = thread % 2 == 0 ? storage : other;
              if (mine.createIfAbsent("epochs/" + round, bytes(content))) {
                String before = winners.getAndSet(round, content);
                Expect.equal(before, null, "the other winner of epochs/" + round);
              }
            }
          });
      for (int round = 0; round < ROUNDS; round++) {
        String winner = winners.get(round);
        Expect.holds(winner != null, "nobody has made epochs/" + round);
        Expect.content(storage, "epochs/" + round, bytes(winner));
      }
    }
  }

  private static void atomicPuts(Place place) throws Exception {
    try (Storage storage = place.open();
        Storage other = place.open()) {
      storage.put("job", version(0));
      AtomicInteger done = new AtomicInteger();
      AtomicBoolean over = new AtomicBoolean();
      inThreads(
          4,
          thread -> {
            if (thread == 0) {
              try {
                for (int version = 1; version < VERSIONS; version++) {
                  storage.put("job", version(version));
                  done.set(version);
                }
              } finally {
                over.set(true);
              }
            }
            while (thread > 0 && !over.get()) {
              int atLeast = done.get();
              byte[] seen = (thread == 1 ? storage : other).get("job");
              Expect.holds(seen.length > 0, "get saw an empty object");
              Expect.holds(
                  Arrays.equals(seen, version(seen[0])),
                  "get saw a mixture, " + seen.length + " bytes of version " + seen[0]);
              Expect.holds(
                  seen[0] >= atLeast, "get saw " + seen[0] + " when " + atLeast + " was put");
            }
          });
    }
  }

  /** A version's number stands in its bytes and in its length. */
  private static byte[] version(int number) {
    byte[] content = new byte[20_000 + 1_000 * number];
    Arrays.fill(content, (byte) number);
    return content;
  }

  private static void uploads(Place place) throws Exception {
    try (Storage storage = place.open()) {
      inThreads(
          8,
          thread -> {
            for (int i = 0; i < 4; i++) {
              String name = "state/" + i + "-" + thread;
              try (Storage.Upload upload = storage.create(name)) {
                upload.write(ByteBuffer.wrap(bytes(name)));
                if (i % 2 == 0) {
                  upload.complete();
                }
              }
            }
          });
      for (int thread = 0; thread < 8; thread++) {
        Expect.content(storage, "state/0-" + thread, bytes("state/0-" + thread));
        Expect.content(storage, "state/2-" + thread, bytes("state/2-" + thread));
      }
      Expect.equal(storage.list("").size(), 16, "objects");
    }
  }

  private static void readers(Place place) throws Exception {
    byte[] content = ObjectClauses.random(100_003);
    try (Storage storage = place.open()) {
      Expect.upload(storage, "state/1", content);
      try (Storage.Download download = storage.open("state/1")) {
        inThreads(8, thread -> readRanges(download, content, thread));
      }
    }
  }

  private static void readRanges(Storage.Download download, byte[] content, int thread)
      throws IOException {
    for (int i = 0; i < 10; i++) {
      int from = (thread * 12_345 + i * 6_789) % 80_000;
      ByteBuffer into = ByteBuffer.allocate(20_000);
      download.read(from, into);
      Expect.equal(into.flip(), ByteBuffer.wrap(content, from, 20_000), "from " + from);
    }
  }
}
