package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.checkpoint.Chains;
import dev.laminar.internal.checkpoint.FencedException;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.spi.SinkCommitter.Committable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run's checkpoints, one after the other: lets the barrier start, waits for what tasks and
 * writers report, writes the manifest, and has the sinks commit.
 *
 * <p>An epoch that fails or takes too long is given up; what writers prepared for it is committed
 * with the next one, for which all state is written anew. <b>State:</b> the epoch under way, the
 * requests behind it, the last complete one. <b>Threads:</b> its own virtual thread; requests and
 * reports from any.
 */
final class Coordinator extends JobActor {

  /** A checkpoint that somebody wants, and where a copy of it is to go. */
  private record Request(
      boolean last, Optional<Durability.Copy> copy, CompletableFuture<Durability.Done> future) {}

  private final Durability durability;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Queue<Request> requests = new ArrayDeque<>();
  private final Set<WriterRun<?>> liveWriters = new HashSet<>();
  private @Nullable Request served;
  private boolean due;
  private boolean wantsFinal;
  private boolean servesFinal;
  private boolean freed;

  private volatile @Nullable PendingEpoch pending;
  private volatile boolean finalDone;
  private volatile boolean timedOut;

  // its own thread's
  private final Map<String, List<Committable>> carried = new TreeMap<>();
  private boolean prepared;
  private long nextEpoch;
  private Optional<Manifest> previous = Optional.empty();
  private int failures;
  private boolean givenUp;
  private Scheduler.@Nullable Timer interval;
  private Scheduler.@Nullable Timer timeout;

  Coordinator(LocalJob job, Durability durability) {
    super(job, "laminar-checkpoints-" + job.options().name(), true);
    this.durability = durability;
  }

  /** Tells it who writes, before the first of them can be through. */
  void expect(List<WriterRun<?>> writers) {
    synchronized (lock) {
      liveWriters.addAll(writers);
    }
  }

  // ---- requests and reports, any thread

  /** The epoch whose barrier is on its way, or null. */
  @Nullable PendingEpoch pending() {
    return pending;
  }

  /** Asks for a checkpoint; {@code last} if sources are to end there. */
  CompletableFuture<Durability.Done> request(boolean last, Optional<Durability.Copy> copy) {
    Request request = new Request(last, copy, new CompletableFuture<>());
    boolean late;
    synchronized (lock) {
      late = freed;
      if (!late) {
        requests.add(request);
      }
    }
    if (late) {
      request.future().completeExceptionally(job.noSnapshot());
    }
    signal();
    return request.future();
  }

  /** All tasks and writers are through: a last checkpoint keeps and commits everything. */
  boolean finish() {
    if (!durability.periodic() || finalDone) {
      return true;
    }
    synchronized (lock) {
      wantsFinal = true;
    }
    signal();
    return false;
  }

  boolean busy() {
    synchronized (lock) {
      return pending != null || served != null || !requests.isEmpty();
    }
  }

  void writerGone(WriterRun<?> writer) {
    PendingEpoch current;
    synchronized (lock) {
      liveWriters.remove(writer);
      current = pending;
    }
    if (current != null) {
      current.reported(writer);
    }
  }

  // ---- its own thread

  @Override
  Next work() throws IOException, InterruptedException {
    if (!prepared) {
      prepare();
      return Next.AGAIN;
    }
    PendingEpoch current = pending;
    if (current != null) {
      if (!current.over()) {
        if (timedOut) {
          late(current);
        }
        return Next.WAIT;
      }
      complete(current);
      return Next.AGAIN;
    }
    return beginNext() ? Next.AGAIN : Next.WAIT;
  }

  private void prepare() throws IOException, InterruptedException {
    prepared = true;
    if (durability.periodic()) {
      previous = durability.recover(job);
      job.begin();
    }
    nextEpoch = durability.nextEpoch();
    armInterval();
  }

  private void armInterval() {
    if (durability.periodic()) {
      interval = scheduler().after(durability.options().interval().toNanos(), this::intervalOver);
    }
  }

  private void intervalOver() {
    synchronized (lock) {
      due = true;
    }
    signal();
  }

  private boolean beginNext() throws IOException {
    boolean last;
    synchronized (lock) {
      boolean wanted = wantsFinal && !finalDone;
      if (requests.isEmpty() && !due && !wanted) {
        return false;
      }
      served = requests.poll();
      servesFinal = wanted;
      due = false;
      last = served != null && served.last();
    }
    cancel(interval);
    begin(last);
    return true;
  }

  private void begin(boolean last) throws IOException {
    PendingEpoch epoch =
        new PendingEpoch(
            nextEpoch++,
            last,
            durability.storeOfNext(),
            durability.run(),
            scheduler().clock().instant(),
            previous.map(Manifest::operators).orElse(List.of()),
            this::signal);
    epoch.await(job.tasks());
    synchronized (lock) {
      epoch.await(List.copyOf(liveWriters));
      pending = epoch;
    }
    givenUp = false;
    armTimeout();
    job.ticker().barrier(epoch.number, last); // none comes if all sources have ended
    job.tasks().forEach(Task::signal); // those that have ended report, too
    job.writers().forEach(WriterRun::signal);
    if (epoch.over()) {
      signal();
    }
  }

  private void armTimeout() {
    if (durability.periodic()) {
      timedOut = false;
      long nanos = durability.options().timeout().toNanos();
      timeout = scheduler().after(nanos, this::timeoutOver);
    }
  }

  private void timeoutOver() {
    timedOut = true;
    signal();
  }

  /**
   * Gives up an epoch that takes too long, though its barrier is still on its way and no other can
   * begin. Each further timeout that it takes counts as another failure: who waits for ever ends
   * the run.
   */
  private void late(PendingEpoch epoch) {
    Duration since = Duration.between(epoch.started, scheduler().clock().instant());
    epoch.fail(
        new IOException(
            "it was not complete after "
                + since.toMillis()
                + " ms; "
                + String.join(", ", epoch.missing())
                + " had not reported"));
    Request request;
    synchronized (lock) {
      request = served;
      served = null;
    }
    giveUp(epoch, request);
    armTimeout();
  }

  private void complete(PendingEpoch epoch) throws IOException, InterruptedException {
    cancel(timeout);
    epoch.commits().forEach(this::carry);
    Request request;
    synchronized (lock) {
      request = served; // if this fails it is answered when the run is freed
    }
    try {
      if (epoch.failed()) {
        if (!givenUp) {
          giveUp(epoch, request);
        }
      } else {
        try {
          store(epoch, request);
        } catch (FencedException e) {
          throw e;
        } catch (IOException e) {
          epoch.fail(e);
          giveUp(epoch, request);
        }
      }
    } finally {
      pending = null;
    }
    synchronized (lock) {
      served = null;
    }
    armInterval();
    job.checkpointOver();
  }

  private void carry(String table, List<Committable> prepared) {
    carried.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(prepared);
  }

  private void store(PendingEpoch epoch, @Nullable Request request)
      throws IOException, InterruptedException {
    Manifest manifest = manifest(epoch);
    epoch.store.commit(manifest);
    previous = durability.periodic() ? Optional.of(manifest) : Optional.empty();
    failures = 0;
    commitSinks(manifest);
    CheckpointInfo info = Durability.info(epoch.store, manifest);
    job.completed(info);
    finalDone |= servesFinal;
    if (request != null) {
      answer(request, new Durability.Done(epoch.store, manifest, info));
    }
    prune();
  }

  private void prune() {
    try {
      durability.prune();
    } catch (IOException e) {
      job.warn("old checkpoints could not be deleted, the next one tries again: " + e.getMessage());
    }
  }

  private Manifest manifest(PendingEpoch epoch) {
    List<OperatorState> before = previous.map(Manifest::operators).orElse(List.of());
    List<OperatorState> operators = Chains.next(before, epoch.shares());
    Set<String> needed = new HashSet<>();
    operators.forEach(each -> each.segments().forEach(part -> needed.add(part.file())));
    List<StateFile> files = new ArrayList<>(previous.map(Manifest::files).orElse(List.of()));
    files.addAll(epoch.files());
    files.removeIf(file -> !needed.contains(file.name()));
    return new Manifest(
        epoch.number,
        Optional.empty(),
        epoch.run,
        job.ticker().current().number(),
        epoch.started,
        scheduler().clock().instant(),
        job.options().parallelism(),
        job.keyGroups(),
        job.readToTheEnd(),
        files,
        operators,
        carried);
  }

  private void answer(Request request, Durability.Done done) {
    if (request.copy().isEmpty()) {
      request.future().complete(done);
      return;
    }
    try {
      request.future().complete(durability.copy(done, request.copy().get()));
    } catch (IOException | RuntimeException e) {
      request.future().completeExceptionally(LocalJob.failure("the savepoint", e));
    }
  }

  /** From here on a failure is the job's: the next run commits again. */
  private void commitSinks(Manifest manifest) throws InterruptedException {
    durability.commit(manifest);
    carried.clear();
  }

  private void giveUp(PendingEpoch epoch, @Nullable Request request) {
    previous = Optional.empty();
    givenUp = true;
    failures++;
    job.checkpointCounts().failed();
    LaminarException reason = failure(epoch);
    job.warn(String.valueOf(reason.getMessage()));
    if (request != null) {
      request.future().completeExceptionally(reason);
    }
    if (failures > durability.toleratedFailures()) {
      throw reason;
    }
  }

  private static LaminarException failure(PendingEpoch epoch) {
    Exception cause = epoch.failure();
    String said = cause == null ? "it was given up" : String.valueOf(cause.getMessage());
    return new LaminarException(
        ErrorCode.EXTERNAL, "checkpoint " + epoch.number + " failed: " + said, cause);
  }

  private static void cancel(Scheduler.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }

  @Override
  String place() {
    return "checkpoints";
  }

  @Override
  void free() throws Exception {
    cancel(interval);
    cancel(timeout);
    List<Request> left;
    synchronized (lock) {
      freed = true;
      left = new ArrayList<>(requests);
      requests.clear();
      if (served != null) {
        left.add(served);
        served = null;
      }
    }
    left.forEach(request -> request.future().completeExceptionally(job.noSnapshot()));
    durability.close();
  }
}
