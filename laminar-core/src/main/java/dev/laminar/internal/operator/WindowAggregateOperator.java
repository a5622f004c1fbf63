package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.Aggregates;
import dev.laminar.internal.aggregate.DistinctCalls;
import dev.laminar.internal.aggregate.DistinctSets;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by keys and event-time window: one row for each group of a window when the watermark
 * reaches the window's end.
 *
 * <p>Rows that come after all windows that they are in have been reported are late: they are
 * counted as {@code late-rows} and dropped. Windows without rows give no results. Rows of an
 * updating input are summed up; a group of which nothing is left gives no result.
 *
 * <p><b>State:</b> {@link WindowGroups}, and the watermark. <b>Threads:</b> single writer.
 */
public final class WindowAggregateOperator implements Operator {
  private static final String WATERMARK = "watermark";

  private final Node.WindowAggregate node;
  private final Schema input;
  private final int timeColumn;
  private final boolean updating;

  private @Nullable Running running;
  private long watermark = Long.MIN_VALUE;

  /** What exists between open and close. */
  private record Running(
      Grouping grouping, WindowGroups windows, ResultWriter writer, OperatorContext.Counter late) {}

  public WindowAggregateOperator(Node.WindowAggregate node) {
    this.node = node;
    this.input = node.input().schema();
    this.timeColumn = node.input().timeColumn().orElse(-1);
    this.updating = node.input().updating();
    boolean given = node.window() instanceof WindowSpec.Given;
    if (timeColumn < 0 && !given) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "a window needs an event time, which this input does not have: declare WATERMARK FOR a"
              + " column of its table");
    }
    if (updating && node.window() instanceof WindowSpec.Session) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED,
          "session windows need an input that only grows, but rows of this one can be retracted:"
              + " use tumble or hop, or group by session before what makes it change");
    }
  }

  @Override
  public void open(OperatorContext context) {
    WindowSpec spec = node.window();
    boolean hop = spec instanceof WindowSpec.Hop;
    Grouping grouping =
        new Grouping(
            context.allocator(),
            input,
            node.keys(),
            node.aggregates(),
            updating,
            hop,
            spec instanceof WindowSpec.Session,
            extraBytes(spec));
    running =
        new Running(
            grouping,
            windows(spec, grouping, context),
            new ResultWriter(context, node.schema(), node.keys().length),
            context.counter("late-rows"));
  }

  private static ToIntFunction<Aggregates> extraBytes(WindowSpec spec) {
    return switch (spec) {
      case WindowSpec.Hop h -> SlidingWindows::extraBytes;
      case WindowSpec.Cumulate c -> aggregates -> 8;
      case WindowSpec.Tumble t -> aggregates -> 0;
      case WindowSpec.Session s -> aggregates -> 0;
      case WindowSpec.Given g -> aggregates -> 0;
    };
  }

  private WindowGroups windows(WindowSpec spec, Grouping grouping, OperatorContext context) {
    PaneStore store = new PaneStore(grouping, context, null);
    return switch (spec) {
      case WindowSpec.Tumble t -> {
        PaneGrid grid = new PaneGrid.Sliding(new WindowGrid(t.size(), t.size(), t.offsetMicros()));
        yield FixedWindows.tumbling(grouping, store, grid, timeColumn);
      }
      case WindowSpec.Hop h -> {
        WindowGrid grid = new WindowGrid(h.slide(), h.size(), h.offsetMicros());
        yield new SlidingWindows(grouping, store, grid, timeColumn, runningSets(grouping));
      }
      case WindowSpec.Cumulate c -> {
        WindowGrid grid = new WindowGrid(c.max(), c.max(), c.offsetMicros());
        PaneGrid panes = new PaneGrid.Cumulating(grid, c.step());
        yield new CumulatingWindows(grouping, store, grid, panes, timeColumn);
      }
      case WindowSpec.Session s -> new SessionWindows(grouping, context, s.gapMicros(), timeColumn);
      case WindowSpec.Given g -> FixedWindows.given(grouping, store, g);
    };
  }

  private @Nullable DistinctSets runningSets(Grouping grouping) {
    return grouping.distinct == null
        ? null
        : new DistinctSets(new DistinctCalls(grouping.aggregates, input, true));
  }

  private Running running() {
    Running opened = running;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  @Override
  public void process(int in, Batch batch, Output output) {
    try (batch) {
      int late = running().windows().add(batch, watermark);
      if (late > 0) {
        running().late().add(late);
      }
    }
  }

  @Override
  public void onWatermark(long time, Output output) {
    Running now = running();
    now.windows().advance(watermark, time, now.writer(), output);
    now.writer().flush(output);
    watermark = time;
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    writer.instance(WATERMARK, ByteBuffer.allocate(8).putLong(watermark).array());
    return running().windows().snapshot(writer);
  }

  @Override
  public void restore(SnapshotReader reader) {
    for (byte[] saved : reader.instance(WATERMARK)) {
      watermark = Math.max(watermark, ByteBuffer.wrap(saved).getLong());
    }
    running().windows().restore(reader, watermark);
  }

  @Override
  public long stateBytes() {
    return running().windows().bytes() + running().grouping().bytes();
  }

  @Override
  public void close() {
    Running opened = running;
    running = null;
    if (opened != null) {
      opened.windows().close();
      opened.writer().close();
      opened.grouping().close();
    }
  }
}
