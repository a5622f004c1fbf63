package dev.laminar.testing;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Frozen;
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
  private long raised = Long.MIN_VALUE;

  HarnessRun(
      Supplier<? extends Operator> factory,
      List<Schema> inputs,
      Map<Integer, int[]> keys,
      OperatorHarness.Mode mode,
      boolean dropsBadRows) {
    this.factory = factory;
    this.inputs = inputs;
    this.keys = keys;
    this.mode = mode;
    this.dropsBadRows = dropsBadRows;
    this.ended = new boolean[inputs.size()];
    start(1);
  }

  private boolean byRow() {
    return mode == OperatorHarness.Mode.ROWS || mode == OperatorHarness.Mode.RESTORED_ROWS;
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
      changes.forEach(change -> feedBatch(input, List.of(change)));
    } else {
      feedBatch(input, changes);
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
    instances.forEach(operator -> operator.onWatermark(time, output));
  }

  void tick() {
    ticks++;
    instances.forEach(operator -> operator.onTick(ticks, output));
  }

  void time(long micros) {
    clock.set(micros);
    instances.forEach(operator -> operator.onTime(micros, output));
  }

  void endOfInput(int input) {
    ended[input] = true;
    instances.forEach(operator -> operator.onEndOfInput(input, output));
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

  /** A snapshot, and its state in new instances, where the way of playing asks for that. */
  void afterStep() {
    switch (mode) {
      case BATCHES, ROWS -> {}
      case RESTORED, RESTORED_ROWS -> restart(1);
      case RESCALED -> restart(PARALLELISMS[restores++ % PARALLELISMS.length]);
    }
  }

  private void restart(int newParallelism) {
    try (HarnessSnapshot snapshot = new HarnessSnapshot(allocator)) {
      for (Operator operator : instances) {
        Frozen rest = operator.snapshot(snapshot);
        while (rest.writeSome()) {}
      }
      closeInstances();
      start(newParallelism);
      for (int i = 0; i < newParallelism; i++) {
        instances.get(i).restore(snapshot.ownedBy(KeyGroups.of(i, newParallelism, 128)));
      }
    }
  }

  // ---- output

  private void collect(Batch batch) {
    try (batch) {
      if (byRow() && batch.rows() > 1) {
        throw new AssertionError("a batch of " + batch.rows() + " rows, where 1 is the most");
      }
      for (Change change : Change.of(batch)) {
        emitted.add(change);
        total.merge(change.row(), change.weight(), Integer::sum);
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

  void expectStateBytes(long most) {
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
    allocator.close();
  }
}
