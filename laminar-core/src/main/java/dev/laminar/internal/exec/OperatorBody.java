package dev.laminar.internal.exec;

import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.exec.schedule.Actor.Next;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
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
  private final Deque<Deferred> deferred = new ArrayDeque<>();
  private Inputs inputs;
  private @Nullable WaitingRows waiting;

  /**
   * @param firstMeter counts the bytes that come in, for the first step
   */
  OperatorBody(Task task, Parts parts, Channel[] channels, Meter firstMeter) {
    super(task, parts);
    this.channels = channels;
    this.firstMeter = firstMeter;
    this.inputs = new Inputs(channels, job.alignsBarriers(), Long.MIN_VALUE, new Handler());
  }

  /** Passes on what comes in, or keeps it until the state that it needs has come. */
  private final class Handler implements Inputs.Handler {
    @Override
    public void data(int input, Element.Data data) {
      if (firstMeter != null) {
        firstMeter.bytesIn.add(data.bytes());
      }
      if (waiting == null) {
        chain.process(input, data.batch());
      } else {
        waiting.take(input, data.batch());
        want(waiting.wanted());
      }
    }

    @Override
    public void watermark(long time) {
      inOrder(false, () -> chain.watermark(time));
    }

    @Override
    public void idle() {
      inOrder(false, chain::idle);
    }

    @Override
    public void active() {
      inOrder(false, chain::active);
    }

    @Override
    public void marker(Element.Marker marker) {
      boolean all = marker instanceof Element.Barrier; // what is written down must be all
      inOrder(all, () -> OperatorBody.this.marker(marker));
    }

    @Override
    public void endOfInput(int input) {
      inOrder(false, () -> chain.endOfInput(input));
    }

    @Override
    public void end(boolean complete) {
      inOrder(true, () -> finish(complete));
    }
  }

  /** Something that must not come before rows that wait, or before all state is there. */
  private record Deferred(boolean needsAll, Runnable action) {}

  private void inOrder(boolean needsAll, Runnable action) {
    if (waiting == null && deferred.isEmpty() && !(needsAll && loading())) {
      action.run();
      return;
    }
    deferred.add(new Deferred(needsAll, action));
    runDeferred();
  }

  private void runDeferred() {
    while (!deferred.isEmpty() && (waiting == null || waiting.isEmpty())) {
      if (deferred.peek().needsAll() && loading()) {
        return;
      }
      deferred.remove().action().run();
    }
  }

  @Override
  List<int[]> keys() {
    return stage.first() instanceof Step.Apply apply ? apply.keys() : List.of();
  }

  @Override
  void restored(BitSet groups, boolean last) {
    if (waiting == null) {
      waiting = new WaitingRows(keys(), parts.keyGroups(), job.allocator(), chain::process);
    }
    waiting.loaded(groups);
    if (last) {
      waiting = null;
    }
  }

  /** Whether rows that wait for their state, or what follows them, keep others from coming in. */
  private boolean waits() {
    return !deferred.isEmpty() || (waiting != null && waiting.bytes() > job.options().queueBytes());
  }

  @Override
  Next slice(long start) {
    passTime();
    runDeferred();
    while (!blocked() && !waits()) {
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
    return inputs.queuedBytes() + (waiting == null ? 0 : waiting.bytes());
  }

  @Override
  void free() throws Exception {
    if (waiting != null) {
      waiting.free();
    }
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
