package dev.laminar.internal.operator;

import static dev.laminar.internal.operator.TestInputs.call;
import static dev.laminar.internal.operator.TestInputs.calls;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.AggregateCall.SortKey;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.plan.WindowSpec.Span;
import dev.laminar.testing.Change;
import dev.laminar.testing.OperatorHarness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random rows, windows, watermarks and aggregates, against answers computed the slow way. */
class RandomAggregatesTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("k", DataType.TEXT),
          Field.required("t", DataType.TIMESTAMP),
          Field.of("x", DataType.BIGINT),
          Field.of("d", DataType.DOUBLE),
          Field.of("s", DataType.TEXT),
          Field.of("f", DataType.BOOLEAN),
          Field.required("n", DataType.BIGINT));

  private static final List<TestInputs.Call> CALLS =
      List.of(
          call("count"),
          call("count", 2),
          call("sum", 2),
          call("sum", 6),
          call("sum", 3),
          call("avg", 2),
          call("min", 2),
          call("max", 6),
          call("max", 3),
          call("min", 4),
          call("max", 4),
          call("bool_and", 5),
          call("bit_xor", 2),
          call("bit_and", 6),
          call("median", 3),
          call("percentile_disc", 2).with(0.5),
          call("count", 2).asDistinct(),
          call("count", 4).asDistinct().filter(5),
          call("sum", 2).asDistinct(),
          call("sum", 2).asDistinct().filter(5),
          call("sum", 2).filter(5),
          call("max", 2).filter(5),
          call("array_agg", 6).orderBy(new SortKey(6, false, false)));

  private static List<Integer> seeds() {
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 0; seed < Integer.getInteger("laminar.seeds", 10); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static TestInputs.Call[] someCalls(Random random) {
    List<TestInputs.Call> some = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      some.add(CALLS.get(random.nextInt(CALLS.size())));
    }
    return some.toArray(TestInputs.Call[]::new);
  }

  private static List<@Nullable Object> row(Random random, long time) {
    return Arrays.asList(
        new @Nullable Object[] {
          random.nextInt(8) == 0 ? null : "key " + "x".repeat(random.nextInt(4) * 5),
          time,
          random.nextInt(6) == 0 ? null : (long) random.nextInt(-5, 6),
          random.nextInt(6) == 0 ? null : random.nextInt(-8, 9) / 4.0,
          random.nextInt(6) == 0 ? null : "some text " + random.nextInt(12),
          random.nextInt(5) == 0 ? null : random.nextBoolean(),
          (long) random.nextInt(4)
        });
  }

  /** Windows computed the slow way: each open window with all of its rows. */
  private static final class SlowWindows {
    private final WindowSpec spec;
    private final TestInputs.Call[] calls;
    private final Map<List<@Nullable Object>, SlowAggregates.Rows> open = new LinkedHashMap<>();
    private long watermark = Long.MIN_VALUE;
    long late;

    SlowWindows(WindowSpec spec, TestInputs.Call[] calls) {
      this.spec = spec;
      this.calls = calls;
    }

    void add(List<@Nullable Object> row, int weight) {
      boolean counts = false;
      for (long[] window : windows((Long) row.get(1))) {
        if (window[1] > watermark) {
          counts = true;
          List<@Nullable Object> group = Arrays.asList(row.get(0), window[0], window[1]);
          open.computeIfAbsent(group, _ -> new SlowAggregates.Rows()).add(row, weight);
        }
      }
      late += counts ? 0 : 1;
    }

    private List<long[]> windows(long time) {
      List<long[]> windows = new ArrayList<>();
      switch (spec) {
        case WindowSpec.Tumble t -> {
          long size = t.size().micros();
          long start = Math.floorDiv(time - t.offsetMicros(), size) * size + t.offsetMicros();
          windows.add(new long[] {start, start + size});
        }
        case WindowSpec.Hop h -> {
          long slide = h.slide().micros();
          long size = h.size().micros();
          long last = Math.floorDiv(time - h.offsetMicros(), slide) * slide + h.offsetMicros();
          for (long start = last; start > time - size; start -= slide) {
            windows.add(new long[] {start, start + size});
          }
        }
        case WindowSpec.Cumulate c -> {
          long max = c.max().micros();
          long start = Math.floorDiv(time - c.offsetMicros(), max) * max + c.offsetMicros();
          for (long end = start + c.step().micros(); ; end += c.step().micros()) {
            long cut = Math.min(end, start + max);
            if (cut > time) {
              windows.add(new long[] {start, cut});
            }
            if (cut == start + max) {
              break;
            }
          }
        }
        case WindowSpec.Session s -> throw new IllegalArgumentException("see SlowSessions");
        case WindowSpec.Given g -> throw new IllegalArgumentException("not random");
      }
      return windows;
    }

    List<Change> advance(long time) {
      watermark = time;
      List<Change> results = new ArrayList<>();
      open.forEach(
          (group, rows) -> {
            if ((Long) group.get(2) <= time && !rows.isEmpty()) {
              List<@Nullable Object> result = new ArrayList<>(group);
              for (TestInputs.Call call : calls) {
                result.add(SlowAggregates.of(call, rows));
              }
              result.add((Long) group.get(2) - 1);
              results.add(new Change(1, result));
            }
          });
      open.keySet().removeIf(group -> (Long) group.get(2) <= time);
      return results;
    }
  }

  private static WindowSpec window(Random random) {
    long offset = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
    long size = 1 + random.nextInt(30);
    long slide = 1 + random.nextInt((int) size);
    return switch (random.nextInt(4)) {
      case 0 -> new WindowSpec.Tumble(Span.micros(size), offset);
      case 1 -> new WindowSpec.Cumulate(Span.micros(slide), Span.micros(size), offset);
      default -> new WindowSpec.Hop(Span.micros(slide), Span.micros(size), offset);
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windows_agreeWithTheSlowAnswer(int seed) {
    Random random = new Random(seed);
    boolean updating = random.nextInt(3) == 0;
    WindowSpec spec = window(random);
    TestInputs.Call[] calls = someCalls(random);
    Node.WindowAggregate node =
        new Node.WindowAggregate(
            TestInputs.timed(SCHEMA, 1, updating), new int[] {0}, spec, calls(SCHEMA, calls));
    OperatorHarness harness =
        OperatorHarness.of(() -> new WindowAggregateOperator(node), SCHEMA).keys(0, 0);
    SlowWindows slow = new SlowWindows(spec, calls);
    List<List<@Nullable Object>> inserted = new ArrayList<>();
    long time = random.nextInt(-50, 50);
    for (int step = 0; step < 8; step++) {
      List<Change> batch = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        time += random.nextInt(4);
        boolean retracts = updating && !inserted.isEmpty() && random.nextInt(3) == 0;
        List<@Nullable Object> row =
            retracts
                ? inserted.remove(random.nextInt(inserted.size()))
                : row(random, time - random.nextInt(25));
        if (!retracts) {
          inserted.add(row);
        }
        batch.add(new Change(retracts ? -1 : 1, row));
        slow.add(row, retracts ? -1 : 1);
      }
      if (!batch.isEmpty()) {
        harness.feed(0, batch);
      }
      long watermark = Math.max(slow.watermark + 1, time - random.nextInt(20));
      harness.watermark(watermark).expect(slow.advance(watermark));
    }
    harness.end().expect(slow.advance(Long.MAX_VALUE)).expectCounter("late-rows", slow.late);
    run(harness, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sessions_agreeWithTheSlowAnswer(int seed) {
    Random random = new Random(seed);
    long gap = 1 + random.nextInt(12);
    TestInputs.Call[] calls = someCalls(random);
    Node.WindowAggregate node =
        new Node.WindowAggregate(
            TestInputs.timed(SCHEMA, 1, false),
            new int[] {0},
            new WindowSpec.Session(gap),
            calls(SCHEMA, calls));
    OperatorHarness harness =
        OperatorHarness.of(() -> new WindowAggregateOperator(node), SCHEMA).keys(0, 0);
    SlowSessions slow = new SlowSessions(gap, calls);
    long time = 0;
    for (int step = 0; step < 8; step++) {
      List<Change> batch = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        time += random.nextInt(6);
        List<@Nullable Object> row = row(random, time - random.nextInt(30));
        batch.add(new Change(1, row));
        slow.add(row);
      }
      if (!batch.isEmpty()) {
        harness.feed(0, batch);
      }
      long watermark = Math.max(slow.watermark + 1, time - random.nextInt(30));
      harness.watermark(watermark).expect(slow.advance(watermark));
    }
    harness.end().expect(slow.advance(Long.MAX_VALUE)).expectCounter("late-rows", slow.late);
    run(harness, seed);
  }

  /** Sessions computed the slow way. */
  private static final class SlowSessions {
    private record Session(@Nullable Object key, long start, long end, SlowAggregates.Rows rows) {}

    private final long gap;
    private final TestInputs.Call[] calls;
    private List<Session> open = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    long late;

    SlowSessions(long gap, TestInputs.Call[] calls) {
      this.gap = gap;
      this.calls = calls;
    }

    void add(List<@Nullable Object> row) {
      long start = (Long) row.get(1);
      long end = start + gap;
      SlowAggregates.Rows rows = new SlowAggregates.Rows();
      rows.add(row, 1);
      List<Session> others = new ArrayList<>();
      boolean alone = true;
      for (Session session : open) {
        boolean same = java.util.Objects.equals(session.key(), row.get(0));
        if (same
            && (Long) row.get(1) < session.end()
            && (Long) row.get(1) + gap > session.start()) {
          alone = false;
          start = Math.min(start, session.start());
          end = Math.max(end, session.end());
          session.rows().list().forEach(each -> rows.add(each, 1));
        } else {
          others.add(session);
        }
      }
      if (alone && end <= watermark) {
        late++;
        return;
      }
      others.add(new Session(row.get(0), start, end, rows));
      open = others;
    }

    List<Change> advance(long time) {
      watermark = time;
      List<Change> results = new ArrayList<>();
      for (Session session : open) {
        if (session.end() <= time) {
          List<@Nullable Object> result = new ArrayList<>();
          result.add(session.key());
          result.add(session.start());
          result.add(session.end());
          for (TestInputs.Call call : calls) {
            result.add(SlowAggregates.of(call, session.rows()));
          }
          result.add(session.end() - 1);
          results.add(new Change(1, result));
        }
      }
      open.removeIf(session -> session.end() <= time);
      return results;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsWithoutEnd_sumUpToTheSlowAnswer(int seed) {
    Random random = new Random(seed);
    boolean updating = random.nextBoolean();
    int[] keys = random.nextInt(4) == 0 ? new int[0] : new int[] {0};
    TestInputs.Call[] calls = someCalls(random);
    Node.Aggregate node =
        new Node.Aggregate(TestInputs.table(SCHEMA, updating), keys, calls(SCHEMA, calls));
    OperatorHarness harness =
        OperatorHarness.of(() -> AggregateOperator.of(node), SCHEMA).keys(0, keys);
    Map<List<@Nullable Object>, SlowAggregates.Rows> groups = new LinkedHashMap<>();
    if (keys.length == 0) {
      groups.put(List.of(), new SlowAggregates.Rows());
    }
    List<List<@Nullable Object>> inserted = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      List<Change> batch = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        boolean retracts = updating && !inserted.isEmpty() && random.nextBoolean();
        List<@Nullable Object> row =
            retracts ? inserted.remove(random.nextInt(inserted.size())) : row(random, 0);
        if (!retracts) {
          inserted.add(row);
        }
        int weight = retracts ? -1 : 1;
        List<@Nullable Object> group =
            keys.length == 0 ? List.of() : Arrays.asList(new @Nullable Object[] {row.get(0)});
        batch.add(new Change(weight, row));
        groups.computeIfAbsent(group, _ -> new SlowAggregates.Rows()).add(row, weight);
      }
      if (!batch.isEmpty()) {
        harness.feed(0, batch);
      }
      harness.tick().expectTotal(results(groups, calls));
    }
    run(harness, seed);
  }

  private static List<Change> results(
      Map<List<@Nullable Object>, SlowAggregates.Rows> groups, TestInputs.Call[] calls) {
    List<Change> results = new ArrayList<>();
    groups.forEach(
        (group, rows) -> {
          if (!rows.isEmpty() || group.isEmpty()) {
            List<@Nullable Object> result = new ArrayList<>(group);
            for (TestInputs.Call call : calls) {
              result.add(SlowAggregates.of(call, rows));
            }
            results.add(new Change(1, result));
          }
        });
    return results;
  }

  private static void run(OperatorHarness harness, int seed) {
    try {
      harness.runOneWay(seed);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
