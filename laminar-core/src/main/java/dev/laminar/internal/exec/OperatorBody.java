package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Actor.Next;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import org.jspecify.annotations.Nullable;

/**
 * Takes elements from other tasks through its chain.
 *
 * <p>The watermark reached is part of its snapshot: after a restore rows that were late stay late,
 * even if some channel is slow to say its watermark again.
 *
 * <p><b>Threads:</b> its task's.
 */
final class OperatorBody extends TaskBody {

  private static final String WATERMARK = "task.watermark";

  private final Channel[] channels;
  private final @Nullable Meter firstMeter;
  private Inputs inputs;

  /**
   * @param firstMeter counts the bytes that come in, for the first step
   */
  OperatorBody(Task task, Parts parts, Channel[] channels, Meter firstMeter) {
    super(task, parts);
    this.channels = channels;
    this.firstMeter = firstMeter;
    this.inputs = new Inputs(channels, job.alignsBarriers(), Long.MIN_VALUE, new Handler());
  }

  /** Passes on what comes in. */
  private final class Handler implements Inputs.Handler {
    @Override
    public void data(int input, Element.Data data) {
      if (firstMeter != null) {
        firstMeter.bytesIn.add(data.bytes());
      }
      chain.process(input, data.batch());
    }

    @Override
    public void watermark(long time) {
      chain.watermark(time);
    }

    @Override
    public void idle() {
      chain.idle();
    }

    @Override
    public void active() {
      chain.active();
    }

    @Override
    public void marker(Element.Marker marker) {
      OperatorBody.this.marker(marker);
    }

    @Override
    public void endOfInput(int input) {
      chain.endOfInput(input);
    }

    @Override
    public void end(boolean complete) {
      finish(complete);
    }
  }

  @Override
  Next slice(long start) {
    passTime();
    while (!blocked()) {
      if (!inputs.handleNext() || hasEnded()) {
        return Next.WAIT;
      }
      if (job.scheduler().yields(start)) {
        return Next.AGAIN;
      }
    }
    return Next.WAIT;
  }

  @Override
  @Nullable Meter ownMeter() {
    return null;
  }

  @Override
  void snapshot(SnapshotWriter writer) {
    writer.instance(WATERMARK, encode(inputs.watermark()));
  }

  @Override
  void restore(SnapshotReader reader) {
    long watermark =
        reader.instance(WATERMARK).stream()
            .mapToLong(TaskBody::decode)
            .min()
            .orElse(Long.MIN_VALUE);
    if (watermark > Long.MIN_VALUE) {
      inputs = new Inputs(channels, job.alignsBarriers(), watermark, new Handler());
      chain.watermark(watermark);
    }
  }

  @Override
  long queuedBytes() {
    return inputs.queuedBytes();
  }

  @Override
  void free() throws Exception {
    for (Channel channel : channels) {
      for (Element left = channel.poll(); left != null; left = channel.poll()) {
        if (left instanceof Element.Data data) {
          data.batch().close();
        }
      }
    }
    super.free();
  }
}
