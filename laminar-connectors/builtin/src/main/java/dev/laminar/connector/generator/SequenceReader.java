package dev.laminar.connector.generator;

import dev.laminar.data.Batch;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.SplitReader;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the numbered rows of one split, each a function of its number alone.
 *
 * <p>A rate, if there is one, is kept from the first row on: a row comes when it is due, and rows
 * that became due meanwhile come with it.
 *
 * <p><b>State:</b> the position is the number of rows made. <b>Threads:</b> {@link #fetch} on one,
 * all else on another.
 */
public abstract class SequenceReader implements SplitReader<SequenceReader.Run> {

  private static final long LONGEST_SLEEP = 10;

  private final SequenceOptions options;
  private final Clock clock;
  private final int maxRows;
  private final long end;
  private final double rate; // rows of this split a second, or 0

  // Of the fetching side.
  private long next;
  private long rateStart = -1;
  private long rateStartRow;

  // Of the other side.
  private long done;

  /** Rows of the split from number {@code from} on. */
  public record Run(long from, int rows) {}

  protected SequenceReader(SequenceOptions options, int split, Clock clock, ReadContext context) {
    this.options = options;
    this.clock = clock;
    this.maxRows = context.maxRows();
    this.end = options.rows(split);
    this.rate = options.rate() / options.splits();
    this.next = context.position().map(Long::parseLong).orElse(0L);
    this.done = next;
  }

  /**
   * Makes the split's rows, or those of them that are wanted, {@code from} to {@code from + rows}.
   */
  protected abstract Batch make(long from, int rows);

  @Override
  public final @Nullable Run fetch() throws InterruptedException {
    if (next >= end) {
      return null;
    }
    long available = Math.min(maxRows, end - next);
    if (rate > 0) {
      available = Math.min(available, due());
    }
    Run run = new Run(next, (int) available);
    next += available;
    return run;
  }

  /** Waits until a row is due; how many are. */
  private long due() throws InterruptedException {
    if (rateStart < 0) {
      rateStart = clock.millis();
      rateStartRow = next;
    }
    while (true) {
      double elapsed = (clock.millis() - rateStart) / 1000.0;
      long due = rateStartRow + (long) (elapsed * rate) + 1 - next;
      if (due > 0) {
        return due;
      }
      double wait = (next - rateStartRow) / rate - elapsed;
      Thread.sleep(Math.clamp((long) (wait * 1000), 1, LONGEST_SLEEP));
    }
  }

  @Override
  public final void read(Run run, SourceOutput output) {
    Batch batch = make(run.from, run.rows);
    if (batch.rows() > 0) {
      output.emit(batch);
    } else {
      batch.close();
    }
    done = run.from + run.rows;
  }

  @Override
  public final long bytes(Run run) {
    return run.rows; // nothing is held until it is made
  }

  @Override
  public final String position() {
    return Long.toString(done);
  }

  @Override
  public final boolean blocking() {
    return options.rate() > 0;
  }
}
