package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.exec.schedule.Actor.Next;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.operator.SplitAware;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.SplitReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads splits, a chunk of each in turn, and puts ticks between: every number the job's ticker
 * gives, once.
 *
 * <p>Splits that wait for their turn hold the watermark back like those that are read. Of a bounded
 * source a few are read at a time, else all.
 *
 * <p><b>Threads:</b> its task's; {@link #assign} and {@link #assigned} by the source's discovery.
 */
final class SourceBody extends TaskBody {

  static final String SPLITS = "source.splits";
  static final String COMPLETE = "source.complete";
  private static final int READ_AT_ONCE = 8;

  private final Step.Read step;
  private final Meter meter;
  private final BadRows badRows;
  private final @Nullable SplitAware splitAware;
  private final Queue<SplitState> inbox = new ConcurrentLinkedQueue<>();
  private volatile boolean listed;
  private volatile boolean complete;
  private final Deque<SplitState> waiting = new ArrayDeque<>();
  private final List<SplitRun<?>> reading = new CopyOnWriteArrayList<>(); // metrics look at it
  private final List<SplitState> done = new ArrayList<>();
  private final Output output = new Output();
  private final SourceCounts counts = new SourceCounts();
  private int next;
  private boolean roundBegan;
  private Scheduler.@Nullable Timer idleTimer;
  private volatile boolean idleTimeOver;

  SourceBody(Task task, Parts parts, Step.Read step, Meter meter, BadRows badRows) {
    super(task, parts);
    this.step = step;
    this.meter = meter;
    this.badRows = badRows;
    this.splitAware = chain.splitAware();
  }

  /** Takes what a reader decoded. */
  private final class Output implements SourceOutput {
    @Override
    public void emit(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
        return;
      }
      meter.out(batch);
      chain.process(0, batch);
    }

    @Override
    public void bad(BadRecord record) {
      badRows.handle(record, parts.split().name());
    }
  }

  // ---- what discovery does

  void assign(SplitState state) {
    inbox.add(state);
  }

  /** All splits known so far have been assigned; {@code last} if there will be no others. */
  void assigned(boolean last) {
    complete = last;
    listed = true;
    task.signal();
  }

  // ---- a slice

  @Override
  Next slice(long start) throws Exception {
    if (idleTimeOver) {
      idleTimeOver = false;
      idleTimer = null;
    }
    takeSplits();
    while (!blocked()) {
      Element.Marker marker = job.ticker().current();
      if (marker.number() > lastMarker()) {
        takeSplits();
        inject(marker);
      } else if (job.stopping()) {
        finish(false);
      } else if (!readNext()) {
        if (!allRead()) {
          rest();
          return Next.WAIT;
        }
        finish(true);
      }
      if (hasEnded()) {
        job.ticker().ended(lastMarker());
        return Next.WAIT;
      }
      if (job.scheduler().yields(start)) {
        return Next.AGAIN;
      }
    }
    roundBegan = false; // while it is blocked, rows that wait make no split idle
    return Next.WAIT;
  }

  private void inject(Element.Marker marker) {
    marker(marker);
    job.ticker().injected();
    if (marker instanceof Element.Barrier barrier && barrier.last()) {
      finish(false);
    }
  }

  private boolean allRead() {
    boolean noOthers = complete; // before the look into the inbox
    return noOthers && inbox.isEmpty() && waiting.isEmpty() && reading.isEmpty();
  }

  private void takeSplits() {
    for (SplitState state = inbox.poll(); state != null; state = inbox.poll()) {
      counts.splits.add(1);
      if (state.done()) {
        done.add(state);
        counts.splitsDone.add(1);
        continue;
      }
      waiting.add(state);
      if (splitAware != null) {
        splitAware.splitStarted(state.split().id());
      }
    }
    while (!waiting.isEmpty() && (reading.size() < READ_AT_ONCE || !step.source().bounded())) {
      SplitRun<?> run = new SplitRun<>(job, step, waiting.remove(), task);
      reading.add(run);
      boolean _ = job.begin(run); // if not, no step of this task follows
    }
  }

  /** Reads a chunk of the next split that has one; false if none has. */
  private boolean readNext() throws Exception {
    for (int tried = reading.size(); tried > 0; tried--) {
      if (next >= reading.size()) {
        beginRound();
      }
      SplitRun<?> run = reading.get(next);
      switch (run.ready()) {
        case ROWS -> {
          next++;
          read(run);
          return true;
        }
        case END -> {
          end(run);
          return true;
        }
        case NOTHING -> next++;
      }
    }
    return false;
  }

  private void read(SplitRun<?> run) throws Exception {
    if (splitAware != null) {
      splitAware.splitReads(run.id());
    }
    parts.split().set(run.id());
    run.read(output);
    job.ticker().touch();
  }

  private void end(SplitRun<?> run) {
    reading.remove(run);
    counts.finished(run.progress());
    done.add(run.finish());
    if (splitAware != null) {
      splitAware.splitEnded(run.id());
      passTimeNow(); // it may have been the one that held the watermark
    }
    takeSplits();
  }

  // ---- idleness

  /**
   * Every split that has rows has been read since the last round began, so that those which the
   * operators find idle now are.
   */
  private void beginRound() {
    next = 0;
    if (roundBegan && listed) {
      passTime();
    }
    roundBegan = true;
  }

  /** Nothing to read: looks again when splits may have become idle. */
  private void rest() {
    if (!listed || !inbox.isEmpty()) {
      return;
    }
    passTimeNow();
    long micros = splitAware == null ? 0 : splitAware.idleMicros();
    if (micros > 0 && !outlets.isIdle() && idleTimer == null) {
      idleTimer = job.scheduler().after(micros * 1000, this::idleTimePassed);
    }
  }

  private void idleTimePassed() {
    idleTimeOver = true;
    task.signal();
  }

  private void cancelIdleTimer() {
    if (idleTimer != null) {
      idleTimer.cancel();
      idleTimer = null;
    }
  }

  // ---- the rest of the contract

  @Override
  Meter ownMeter() {
    return meter;
  }

  @Override
  void snapshot(SnapshotWriter writer) {
    List<SplitState> states = new ArrayList<>(done);
    reading.forEach(run -> states.add(run.state()));
    states.addAll(waiting);
    writer.instance(SPLITS, SplitState.encode(states));
    writer.instance(COMPLETE, encode(complete && inbox.isEmpty() ? 1 : 0));
  }

  /** Discovery gives out what the snapshot had. */
  @Override
  void restore(SnapshotReader reader) {}

  @Override
  long queuedBytes() {
    return 0;
  }

  SourceCounts counts() {
    return counts;
  }

  Step.Read step() {
    return step;
  }

  Meter meter() {
    return meter;
  }

  /** Any thread: bytes of the splits that are read now. */
  SplitReader.Progress progress() {
    long bytesDone = counts.bytesDone.get();
    long bytesTotal = counts.bytesTotal.get();
    for (SplitRun<?> run : reading) {
      SplitReader.Progress progress = run.progress();
      bytesDone += progress.done();
      bytesTotal += progress.total();
    }
    return new SplitReader.Progress(bytesDone, bytesTotal);
  }

  @Override
  void free() throws Exception {
    cancelIdleTimer();
    super.free();
  }
}
