package dev.laminar.testing;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.spi.BadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One way of playing a script: the operator's instances, and what came out of them. One thread. */
final class HarnessRun implements AutoCloseable {

  private static final int[] PARALLELISMS = {3, 1, 2, 5};

  final BufferAllocator allocator = new RootAllocator();
  final ManualClock clock = new ManualClock();
  final Map<String, LongAdder> counters = new HashMap<>();
  final List<BadRecord> bad = new ArrayList<>();
  final boolean dropsBadRows;
  final long stateBudget;
  final OperatorHarness.Mode mode;

  private final Supplier<? extends Operator> factory;
  private final List<Schema> inputs;
  private final Map<Integer, int[]> keys;
  private final List<Operator> instances = new ArrayList<>();
  private final List<Change> emitted = new ArrayList<>();
  private final Map<List<?>, Integer> total = new LinkedHashMap<>();
  private final boolean[] ended;
  private final Output output =
      new Output() {
        @Override
        public void emit(Batch batch) {
          collect(batch);
        }

        @Override
        public void watermark(long time) {
          raised = time;
        }
      };
  private int parallelism = 1;
  private int restores;
  private long ticks;

  private final Random random;
  private final HarnessChain chain = new HarnessChain(allocator);

  /** The snapshot that is being written, by instance; empty if none is. */
  private final List<HarnessSnapshot> shares = new ArrayList<>();

  // Since the barrier of that snapshot, or of the last one: what instances were given, in order,
  // and what they have emitted; and when the barrier was.
  private final List<Runnable> calls = new ArrayList<>();
  private final List<Change> emittedSince = new ArrayList<>();
  private long frozenAt;
  private boolean replaying;
  private long raised = Long.MIN_VALUE;

  HarnessRun(
      Supplier<? extends Operator> factory,
      List<Schema> inputs,
      Map<Integer, int[]> keys,
      OperatorHarness.Mode mode,
      boolean dropsBadRows,
      long stateBudget,
      long seed) {
    this.factory = factory;
    this.inputs = inputs;
    this.keys = keys;
    this.mode = mode;
    this.dropsBadRows = dropsBadRows;
    this.stateBudget = stateBudget;
    this.ended = new boolean[inputs.size()];
    this.random = new Random(seed);
    start(1);
  }

  private boolean byRow() {
    return switch (mode) {
      case ROWS, RESTORED_ROWS, FROZEN_ROWS -> true;
      case BATCHES, RESTORED, RESCALED, FROZEN -> false;
    };
  }

  private void start(int count) {
    parallelism = count;
    for (int i = 0; i < count; i++) {
      Operator operator = factory.get();
      instances.add(operator);
      operator.open(
          new HarnessContext(this, i, count, KeyGroups.of(i, count, KeyGroups.DEFAULT_COUNT)));
    }
  }

  int batchRows() {
    return byRow() ? 1 : 1000;
  }

  // ---- steps

  void feed(int input, List<Change> changes) {
    if (byRow()) {
      changes.forEach(change -> give(() -> feedBatch(input, List.of(change))));
    } else {
      give(() -> feedBatch(input, changes));
    }
  }

  private void feedBatch(int input, List<Change> changes) {
    Batch batch = build(inputs.get(input), changes);
    if (parallelism == 1) {
      instances.getFirst().process(input, batch, output);
      return;
    }
    try (batch) {
      long[] hashes = new long[batch.rows()];
      KeyHash.hash(batch, keys.getOrDefault(input, new int[0]), hashes);
      for (int task = 0; task < parallelism; task++) {
        Batch share = share(batch, hashes, task);
        if (share.rows() == 0) {
          share.close();
        } else {
          instances.get(task).process(input, share, output);
        }
      }
    }
  }

  private Batch share(Batch batch, long[] hashes, int task) {
    KeyGroups owned = KeyGroups.of(task, parallelism, KeyGroups.DEFAULT_COUNT);
    int[] selected = new int[batch.rows()];
    int count = 0;
    for (int i = 0; i < batch.rows(); i++) {
      if (owned.contains(KeyGroups.groupOf(hashes[i], KeyGroups.DEFAULT_COUNT))) {
        selected[count++] = i;
      }
    }
    return batch.gather(allocator, selected, count);
  }

  private Batch build(Schema schema, List<Change> changes) {
    try (BatchBuilder builder = new BatchBuilder(allocator, schema)) {
      for (Change change : changes) {
        builder.change(change.weight(), change.row().toArray());
      }
      return builder.build();
    }
  }

  void watermark(long time) {
    give(() -> instances.forEach(operator -> operator.onWatermark(time, output)));
  }

  void tick() {
    long number = ++ticks;
    give(() -> instances.forEach(operator -> operator.onTick(number, output)));
  }

  void time(long micros) {
    give(
        () -> {
          clock.set(micros);
          instances.forEach(operator -> operator.onTime(micros, output));
        });
  }

  void endOfInput(int input) {
    ended[input] = true;
    give(() -> instances.forEach(operator -> operator.onEndOfInput(input, output)));
  }

  void end() {
    for (int i = 0; i < ended.length; i++) {
      if (!ended[i]) {
        endOfInput(i);
      }
    }
    watermark(Long.MAX_VALUE);
    tick();
  }

  /** A call of all instances; where state is frozen, pieces of it are written in between. */
  private void give(Runnable call) {
    call.run();
    if (mode == OperatorHarness.Mode.FROZEN || mode == OperatorHarness.Mode.FROZEN_ROWS) {
      calls.add(call);
      for (HarnessSnapshot share : shares) {
        if (random.nextInt(4) == 0) {
          share.writeSome();
        }
      }
    }
  }

  /** A snapshot, and its state in new instances, where the way of playing asks for that. */
  void afterStep() {
    switch (mode) {
      case BATCHES, ROWS -> {}
      case RESTORED, RESTORED_ROWS -> restart(1);
      case RESCALED -> restart(PARALLELISMS[restores++ % PARALLELISMS.length]);
      case FROZEN, FROZEN_ROWS -> {
        if (!shares.isEmpty() && random.nextInt(3) == 0) {
          return; // this step belongs to the same snapshot
        }
        if (!shares.isEmpty()) {
          finishSnapshot();
          if (random.nextBoolean()) {
            recover(keys.size() == inputs.size() ? 1 + random.nextInt(3) : 1);
          }
        }
        freeze();
      }
    }
  }

  private void freeze() {
    calls.clear();
    emittedSince.clear();
    frozenAt = clock.micros();
    for (int i = 0; i < parallelism; i++) {
      KeyGroups owned = KeyGroups.of(i, parallelism, KeyGroups.DEFAULT_COUNT);
      HarnessSnapshot share = new HarnessSnapshot(chain, owned, random);
      shares.add(share);
      share.freeze(instances.get(i));
    }
  }

  private void finishSnapshot() {
    for (HarnessSnapshot share : shares) {
      while (share.writeSome()) {}
    }
    chain.add(shares);
    shares.clear();
  }

  private void restart(int newParallelism) {
    freeze();
    finishSnapshot();
    restore(newParallelism);
  }

  private void restore(int newParallelism) {
    closeInstances();
    start(newParallelism);
    for (int i = 0; i < newParallelism; i++) {
      KeyGroups owned = KeyGroups.of(i, newParallelism, KeyGroups.DEFAULT_COUNT);
      int cut = random.nextInt(owned.first(), owned.end());
      if (cut > owned.first()) {
        instances
            .get(i)
            .restore(chain.reader(new KeyGroups(owned.first(), cut, owned.count()), true));
      }
      instances
          .get(i)
          .restore(
              chain.reader(new KeyGroups(cut, owned.end(), owned.count()), cut == owned.first()));
    }
  }

  /** New instances begin at the last snapshot and get again what came after it. */
  private void recover(int newParallelism) {
    List<Change> first = List.copyOf(emittedSince);
    emittedSince.clear();
    clock.set(frozenAt);
    restore(newParallelism);
    replaying = true;
    calls.forEach(Runnable::run);
    replaying = false;
    try {
      compare(counted(first), counted(emittedSince));
    } catch (AssertionError e) {
      throw new AssertionError("after a snapshot was restored: " + e.getMessage(), e);
    }
  }

  boolean isReplaying() {
    return replaying;
  }

  // ---- output

  private void collect(Batch batch) {
    try (batch) {
      if (byRow() && batch.rows() > 1) {
        throw new AssertionError("a batch of " + batch.rows() + " rows, where 1 is the most");
      }
      for (Change change : Change.of(batch)) {
        emittedSince.add(change);
        if (!replaying) {
          emitted.add(change);
          total.merge(change.row(), change.weight(), Integer::sum);
        }
      }
    }
  }

  // ---- expectations

  void expect(List<Change> changes) {
    compare(counted(changes), counted(emitted));
    emitted.clear();
  }

  void expectNet(List<Change> changes) {
    compare(summed(changes), summed(emitted));
    emitted.clear();
  }

  void expectTotal(List<Change> rows) {
    Map<Object, Integer> sum = new LinkedHashMap<>();
    total.forEach((row, weight) -> sum.merge(row, weight, Integer::sum));
    sum.values().removeIf(weight -> weight == 0);
    compare(summed(rows), sum);
    emitted.clear();
  }

  private static Map<Object, Integer> counted(List<Change> changes) {
    Map<Object, Integer> counts = new LinkedHashMap<>();
    changes.forEach(change -> counts.merge(change, 1, Integer::sum));
    return counts;
  }

  private static Map<Object, Integer> summed(List<Change> changes) {
    Map<Object, Integer> sums = new LinkedHashMap<>();
    changes.forEach(change -> sums.merge(change.row(), change.weight(), Integer::sum));
    sums.values().removeIf(weight -> weight == 0);
    return sums;
  }

  private static void compare(Map<Object, Integer> expected, Map<Object, Integer> actual) {
    if (expected.equals(actual)) {
      return;
    }
    StringBuilder text = new StringBuilder("the changes differ");
    difference(text, "missing", expected, actual);
    difference(text, "too many", actual, expected);
    throw new AssertionError(text.toString());
  }

  private static void difference(
      StringBuilder text, String what, Map<Object, Integer> these, Map<Object, Integer> those) {
    these.forEach(
        (row, count) -> {
          int more = count - those.getOrDefault(row, 0);
          if (more > 0) {
            text.append('\n').append(what).append(": ").append(more).append(" x ").append(row);
          }
        });
  }

  void expectCounter(String name, long count) {
    LongAdder counter = counters.get(name);
    same("counter " + name, count, counter == null ? 0 : counter.sum());
  }

  void expectBad(int count, String error) {
    same("bad rows", count, bad.size());
    if (count > 0 && !bad.getLast().error().contains(error)) {
      throw new AssertionError("expected \"" + error + "\" in: " + bad.getLast().error());
    }
  }

  void expectWatermark(long time) {
    same("watermark", time, raised);
  }

  /** Without what a snapshot in hand still needs. */
  void expectStateBytes(long most) {
    for (HarnessSnapshot share : shares) {
      while (share.writeSome()) {}
    }
    long bytes = instances.stream().mapToLong(Operator::stateBytes).sum();
    if (bytes > most) {
      throw new AssertionError("state of at most " + most + " bytes expected, found " + bytes);
    }
  }

  private static void same(String what, long expected, long actual) {
    if (expected != actual) {
      throw new AssertionError(what + ": expected " + expected + ", found " + actual);
    }
  }

  private void closeInstances() {
    instances.forEach(Operator::close);
    instances.clear();
  }

  @Override
  public void close() {
    closeInstances();
    shares.forEach(HarnessSnapshot::close);
    chain.close();
    allocator.close();
  }
}
