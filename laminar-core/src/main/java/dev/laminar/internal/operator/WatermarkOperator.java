package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.plan.Node;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts event time: raises the watermark to the least of its splits' largest watermark values.
 *
 * <p>Rows go on as they are, but those without an event time are bad rows. After each batch the
 * watermark is raised at most once and never falls. Splits idle for the idle time do not hold it
 * back. <b>State:</b> a watermark per split. <b>Threads:</b> the owning task only.
 */
public final class WatermarkOperator implements Operator, SplitAware {

  /** The split of rows of which the runner does not tell the split. */
  private static final String ONLY = "";

  private static final String STATE = "watermarks";

  private final Node.Watermark node;
  private final SplitWatermarks splits;
  private final LargestTime largest;

  private @Nullable OperatorContext context;
  private String split = ONLY;
  private long emitted = Long.MIN_VALUE;
  private boolean idle;

  public WatermarkOperator(Node.Watermark node) {
    this.node = node;
    this.splits = new SplitWatermarks(idleMicros());
    this.largest = LargestTime.of(node.watermark(), node.input().schema().types());
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    largest.open(newContext);
  }

  private OperatorContext context() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context;
  }

  private long now() {
    return micros(context().clock());
  }

  private static long micros(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  @Override
  public void splitStarted(String name) {
    splits.start(name, now());
  }

  @Override
  public void splitReads(String name) {
    split = name;
  }

  @Override
  public String holdingSplit() {
    return splits.holder();
  }

  @Override
  public long idleMicros() {
    return TimeUnit.NANOSECONDS.toMicros(node.idleTime().toNanos());
  }

  @Override
  public void splitEnded(String name) {
    splits.end(name);
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    LargestTime.Timed timed = largest.of(withoutNullTimes(batch));
    if (timed.batch().rows() == 0) {
      timed.batch().close();
      return;
    }
    idle = false;
    output.emit(timed.batch());
    long now = now();
    if (!splits.has(split)) {
      splits.start(split, now);
    }
    splits.advance(split, timed.largest(), now);
    raise(output);
  }

  private void raise(Output output) {
    long least = splits.least();
    if (least != SplitWatermarks.NONE) {
      raiseTo(least, output);
    }
  }

  private void raiseTo(long time, Output output) {
    if (time > emitted) {
      emitted = time;
      output.watermark(time);
    }
  }

  /** Also where an instance that was given no split says so. */
  @Override
  public void onTime(long now, Output output) {
    splits.findIdle(now);
    raise(output);
    if (!idle && splits.least() == SplitWatermarks.NONE) {
      idle = true;
      raiseTo(splits.largest(), output); // the last to become idle had no other to wait for
      output.idle();
    }
  }

  private Batch withoutNullTimes(Batch batch) {
    Column times = batch.column(node.time());
    if (!times.mayHaveNulls()) {
      return batch;
    }
    try (batch) {
      int[] kept = new int[batch.rows()];
      int count = 0;
      for (int row = 0; row < batch.rows(); row++) {
        if (times.isNull(row)) {
          bad(batch, row);
        } else {
          kept[count++] = row;
        }
      }
      return count == batch.rows()
          ? batch.retain()
          : batch.gather(context().allocator(), kept, count);
    }
  }

  private void bad(Batch batch, int row) {
    String name = node.schema().field(node.time()).name();
    String error = "expected an event time in column '" + name + "', found NULL";
    context().bad(BadRows.of(batch, row, split, error));
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    writer.instance(STATE, splits.toBytes());
    return Frozen.NOTHING;
  }

  @Override
  public void restore(SnapshotReader reader) {
    splits.restore(reader.instance(STATE));
  }
}
