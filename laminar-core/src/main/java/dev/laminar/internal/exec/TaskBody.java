package dev.laminar.internal.exec;

import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.exec.schedule.Actor.Next;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a task does: takes input, whatever that is, through its chain of operators to its outlets.
 *
 * <p>It takes no input while an outlet is full. Markers go through the chain and then to all
 * outlets; at a barrier every operator writes its state down in between. At the end of input the
 * operators get their last calls and the task rests, only answering snapshots with its last state.
 *
 * <p><b>Threads:</b> its task's.
 */
abstract class TaskBody {

  final LocalJob job;
  final Task task;
  final Stage stage;
  final Chain chain;
  final Outlets outlets;
  final Parts parts;
  final Count blockedNanos = new Count();
  private final TaskSnapshots snapshots;
  private boolean begun;
  private boolean open;
  private @Nullable StateLoad load;
  private boolean ended;
  private long lastMarker;
  private long lastTime;
  private long blockedSince = -1;

  TaskBody(Task task, Parts parts) {
    this.job = task.job;
    this.task = task;
    this.stage = task.stage;
    this.parts = parts;
    this.chain = parts.chain();
    this.outlets = chain.outlets();
    this.snapshots = new TaskSnapshots(this);
  }

  final Next run() throws Exception {
    if (!(begun ? takeState() : open())) {
      return Next.WAIT;
    }
    Next next = Next.WAIT;
    if (ended) {
      snapshotIfAsked();
    } else {
      next = slice();
    }
    return snapshots.writeSome() ? Next.AGAIN : next;
  }

  private Next slice() throws Exception {
    long start = job.scheduler().nanoTime();
    countBlocked(start);
    Meter before = parts.stopwatch().enter(ownMeter());
    Next next = slice(start);
    outlets.flushDeadLetters();
    parts.stopwatch().leave(before);
    return next;
  }

  /** Works until there is nothing to do, an outlet is full, or the time is up. */
  abstract Next slice(long start) throws Exception;

  /** The meter that runs while no operator of the chain does; null if nobody's. */
  abstract @Nullable Meter ownMeter();

  /** Writes down what the body itself has to remember. */
  abstract void snapshot(SnapshotWriter writer);

  /** Gets that back, before any slice; not called if there is nothing to begin from. */
  abstract void restore(SnapshotReader reader);

  /** Bytes waiting to be read. */
  abstract long queuedBytes();

  /** Opens the operators and gives them their state; false while they have to wait for it. */
  private boolean open() throws IOException {
    begun = true;
    lastMarker = job.ticker().base();
    chain.links().forEach(link -> link.operator.open(parts.context(link)));
    load = job.load(this);
    return load == null ? opened() : takeState();
  }

  /** Takes what state has been read; whether rows can be taken. */
  private boolean takeState() throws IOException {
    StateLoad loading = load;
    while (loading != null) {
      StateLoad.Part part = loading.poll();
      if (part == null) {
        return open;
      }
      restore(loading, part);
      if (part.last()) {
        load = null;
        return opened();
      }
    }
    return true;
  }

  private boolean opened() throws IOException {
    open = true;
    job.opened();
    return true;
  }

  private void restore(StateLoad loading, StateLoad.Part part) {
    try (part) {
      for (Link link : chain.links()) {
        link.operator.restore(loading.reader(link.step.stateId(), part, part.first()));
      }
      if (loading.lazy() ? part.first() : part.last()) {
        open = loading.lazy();
        restore(loading.reader(stage.first().stateId(), part, true));
      }
    }
    if (loading.lazy()) {
      restored(part.groups(), part.last());
    }
  }

  /** Whether there is state that has not been read yet. */
  final boolean loading() {
    return load != null;
  }

  /** Asks for these key groups' state before others'. */
  final void want(BitSet groups) {
    if (load != null) {
      load.want(groups);
    }
  }

  /** For each input, the columns that tell what state a row needs; empty if all is needed first. */
  List<int[]> keys() {
    return List.of();
  }

  /** The state of these key groups has come after the task began; {@code last} if that was all. */
  void restored(BitSet groups, boolean last) {}

  /** Where its state is kept. */
  final List<String> stateIds() {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(stage.first().stateId());
    chain.links().forEach(link -> ids.add(link.step.stateId()));
    return List.copyOf(ids);
  }

  /** Tells the operators the time, if it has moved by a millisecond. */
  final void passTime() {
    long now = micros();
    if (now - 1000 >= lastTime) {
      lastTime = now;
      chain.time(now);
    }
  }

  /** Tells the operators the time because they have reason to look at it. */
  final void passTimeNow() {
    lastTime = micros();
    chain.time(lastTime);
  }

  private long micros() {
    Instant now = job.scheduler().clock().instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  /** Whether the slice has to end because of a full queue behind the task. */
  final boolean blocked() {
    if (!outlets.blocked()) {
      return false;
    }
    blockedSince = job.scheduler().nanoTime();
    return true;
  }

  private void countBlocked(long now) {
    if (blockedSince >= 0) {
      blockedNanos.add(now - blockedSince);
      blockedSince = -1;
    }
  }

  final void marker(Element.Marker marker) {
    lastMarker = marker.number();
    chain.tick(marker.number());
    if (marker instanceof Element.Barrier) {
      snapshotIfAsked();
    }
    outlets.mark(marker);
  }

  final void finish(boolean complete) {
    ended = true;
    chain.finish(complete, lastMarker + 1);
    snapshotIfAsked();
    job.ended(complete);
  }

  final boolean hasEnded() {
    return ended;
  }

  final long lastMarker() {
    return lastMarker;
  }

  private void snapshotIfAsked() {
    PendingEpoch pending = job.pendingEpoch();
    if (pending != null) {
      snapshots.begin(pending);
    }
  }

  /** The operators' names, for messages. */
  String place() {
    StringBuilder text = new StringBuilder();
    for (Step step : stage.steps()) {
      text.append(text.isEmpty() ? "" : ", ").append(step.label());
    }
    return text.toString();
  }

  void free() throws Exception {
    Closing things = new Closing();
    chain.links().forEach(link -> things.add(link.operator));
    parts.deadLetters().forEach(things::add);
    things.add(snapshots::free);
    StateLoad loading = load;
    if (loading != null) {
      things.add(loading::free); // it may have read what was never taken
    }
    things.close();
  }

  static byte[] encode(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  static long decode(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
