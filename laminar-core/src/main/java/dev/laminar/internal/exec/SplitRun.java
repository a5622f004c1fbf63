package dev.laminar.internal.exec;

import dev.laminar.data.Schema;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A split that is being read: fetches chunks ahead of the task that decodes them.
 *
 * <p>Opening, closing and, if the reader may wait, fetching happen here, on a virtual thread; the
 * rest is called by the task.
 *
 * <p><b>Threads:</b> its own, and the reading task through {@code next}, {@code position} and
 * {@code finish}.
 *
 * @param <C> a fetched chunk
 */
final class SplitRun<C> extends JobActor {

  private final Step.Read step;
  private final Split split;
  private final Optional<String> from;
  private final Task task;
  private final ByteQueue<C> chunks;
  private volatile @Nullable SplitReader<C> reader;
  private volatile boolean fetchedAll;
  private volatile boolean finished;
  private boolean closed;

  SplitRun(LocalJob job, Step.Read step, SplitState state, Task task) {
    super(job, "laminar-split-" + state.split().id(), true);
    this.step = step;
    this.split = state.split();
    this.from = state.position();
    this.task = task;
    this.chunks = new ByteQueue<>(job.options().queueBytes(), this, task);
  }

  String id() {
    return split.id();
  }

  @Override
  Next work() throws IOException, InterruptedException {
    SplitReader<C> open = reader;
    if (open == null) {
      open = open();
    }
    if (finished) {
      closed = true;
      open.close();
      job.closed();
      return Next.DONE;
    }
    if (fetchedAll || !open.blocking() || chunks.full()) {
      return Next.WAIT;
    }
    C chunk = open.fetch();
    if (chunk == null) {
      fetchedAll = true;
      task.signal();
      return Next.WAIT;
    }
    chunks.add(chunk, open.bytes(chunk));
    return Next.AGAIN;
  }

  @SuppressWarnings("unchecked") // the reader names its own type of chunk; it sees no other
  private SplitReader<C> open() throws IOException {
    Schema columns = step.schema();
    ReadContext context =
        new ReadContext(job.allocator(), columns, from, job.options().batchRows());
    SplitReader<C> opened = (SplitReader<C>) step.source().open(split, context);
    reader = opened;
    task.signal();
    return opened;
  }

  // ---- called by the task

  /** What there is to read now. */
  enum Ready {
    ROWS,
    NOTHING,
    END
  }

  Ready ready() {
    SplitReader<C> open = reader;
    if (open == null) {
      return Ready.NOTHING;
    }
    if (!open.blocking()) {
      return fetchedAll ? Ready.END : Ready.ROWS;
    }
    boolean all = fetchedAll; // before the look into the queue: the last chunk comes first
    if (!chunks.isEmpty()) {
      return Ready.ROWS;
    }
    return all ? Ready.END : Ready.NOTHING;
  }

  /** Decodes the next chunk, if there is one. */
  void read(SourceOutput output) throws InterruptedException {
    SplitReader<C> open = reader;
    if (open == null) {
      return;
    }
    try {
      C chunk = open.blocking() ? chunks.poll() : open.fetch();
      if (chunk != null) {
        open.read(chunk, output);
      } else if (!open.blocking()) {
        fetchedAll = true;
      }
    } catch (IOException e) {
      throw LocalJob.failure(place(), e); // it is this split's failure, not its task's
    }
  }

  SplitState state() {
    SplitReader<C> open = reader;
    return new SplitState(split, open == null ? from : Optional.of(open.position()), false);
  }

  /** Its rows have all been read: it closes itself. */
  SplitState finish() {
    finished = true;
    job.closing();
    signal();
    return new SplitState(split, Optional.empty(), true);
  }

  SplitReader.Progress progress() {
    SplitReader<C> open = reader;
    return open == null ? SplitReader.Progress.UNKNOWN : open.progress();
  }

  // ---- the end

  @Override
  String place() {
    return "split '" + split.id() + "' of table '" + step.table() + "'";
  }

  @Override
  void free() throws IOException {
    SplitReader<C> open = reader;
    if (open == null) {
      return;
    }
    for (C chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
      open.discard(chunk);
    }
    if (!closed) {
      closed = true;
      open.close();
    }
  }
}
