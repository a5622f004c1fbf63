package dev.laminar.internal.exec;

import dev.laminar.data.Schema;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.spi.SinkCommitter.Committable;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a task has encoded, on a virtual thread: opens the writer, writes payloads in order,
 * flushes at ticks if there was something to, prepares commits at barriers, finishes at the end.
 *
 * <p>A writer with a transaction stays open when it has finished, until a last checkpoint has asked
 * for what is left.
 *
 * <p><b>Threads:</b> its own; the task calls {@code write}, {@code flush}, {@code finish}, {@code
 * writer} and {@code blocked}.
 *
 * @param <P> an encoded payload
 */
final class WriterRun<P> extends JobActor {

  /** What the task asks for. */
  private sealed interface Request<P> {
    record Write<P>(P payload) implements Request<P> {}

    record Flush<P>() implements Request<P> {}

    record Prepare<P>() implements Request<P> {}

    record Finish<P>() implements Request<P> {}
  }

  private final Step.Write step;
  private final Task task;
  private final ByteQueue<Request<P>> requests;
  private volatile @Nullable SinkWriter<P> writer;
  private boolean askedToFlush = true; // nothing written yet
  private Optional<Transaction> transaction = Optional.empty();
  private boolean finished;
  private boolean closed;

  WriterRun(LocalJob job, Step.Write step, Task task) {
    super(job, "laminar-writer-" + step.table().name() + "." + task.subtask, true);
    this.step = step;
    this.task = task;
    this.requests = new ByteQueue<>(job.options().queueBytes(), task, this);
  }

  @Override
  Next work() throws IOException, InterruptedException {
    SinkWriter<P> open = writer;
    if (open == null) {
      open = open();
    }
    Request<P> request = requests.poll();
    switch (request) {
      case null -> {
        return finished && prepareIfAsked() ? done() : Next.WAIT;
      }
      case Request.Write<P> write -> open.write(write.payload());
      case Request.Flush<P> flush -> open.flush();
      case Request.Prepare<P> prepare -> {
        boolean _ = prepareIfAsked();
      }
      case Request.Finish<P> finish -> {
        open.finish();
        finished = true;
        job.written();
        if (transaction.isEmpty()) {
          return done();
        }
      }
    }
    return Next.AGAIN;
  }

  /** Tells the epoch under way what there is to commit; false if it does not wait for this. */
  private boolean prepareIfAsked() throws IOException, InterruptedException {
    PendingEpoch epoch = job.pendingEpoch();
    SinkWriter<P> open = writer;
    if (epoch == null || open == null || !epoch.awaits(this)) {
      return false;
    }
    List<Committable> prepared = List.of();
    if (transaction.isPresent()) {
      prepared =
          open.prepareCommit(epoch.number).stream()
              .map(value -> new Committable(epoch.number, task.subtask, value))
              .toList();
    } else {
      open.flush();
    }
    epoch.prepared(this, step.table().name(), prepared);
    return true;
  }

  private Next done() throws IOException {
    SinkWriter<P> open = writer;
    closed = true;
    if (open != null) {
      open.close();
    }
    job.writerGone(this);
    return Next.DONE;
  }

  @SuppressWarnings("unchecked") // the writer names its own type of payload; it sees no other
  private SinkWriter<P> open() throws IOException {
    Schema columns = step.schema();
    transaction = job.transaction(step.table());
    WriteContext context =
        new WriteContext(
            job.allocator(), columns, task.subtask, task.stage.parallelism(), transaction);
    SinkWriter<P> opened = (SinkWriter<P>) step.table().sink().open(context);
    writer = opened;
    task.signal();
    return opened;
  }

  // ---- called by the task

  /** Whether the task is to wait; it will be signalled. */
  boolean blocked() {
    return writer == null || requests.full();
  }

  SinkWriter<P> writer() {
    SinkWriter<P> open = writer;
    if (open == null) {
      throw new IllegalStateException("rows came before the writer of " + place() + " was open");
    }
    return open;
  }

  void write(P payload, long bytes) {
    askedToFlush = false;
    requests.add(new Request.Write<>(payload), bytes + Element.MARKER_BYTES);
  }

  void flush() {
    if (!askedToFlush) {
      askedToFlush = true;
      requests.add(new Request.Flush<>(), Element.MARKER_BYTES);
    }
  }

  void prepare() {
    askedToFlush = true;
    requests.add(new Request.Prepare<>(), Element.MARKER_BYTES);
  }

  void finish() {
    requests.add(new Request.Finish<>(), Element.MARKER_BYTES);
  }

  long queuedBytes() {
    return requests.bytes();
  }

  // ---- the end

  @Override
  String place() {
    return "table '" + step.table().name() + "'";
  }

  @Override
  void free() throws IOException {
    SinkWriter<P> open = writer;
    if (open == null) {
      return;
    }
    for (Request<P> left = requests.poll(); left != null; left = requests.poll()) {
      if (left instanceof Request.Write<P> write) {
        open.discard(write.payload());
      }
    }
    if (!closed) {
      closed = true;
      open.close();
    }
  }
}
