package dev.laminar.cli;

import dev.laminar.Job;
import dev.laminar.JobMetrics.SourceProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One line on stderr that says how far bounded input has been read. Written by the thread that
 * waits for the job; it is wiped before anything else is printed there.
 */
final class Progress {

  private static final long START_AFTER_NANOS = Duration.ofMillis(500).toNanos();
  private static final String WIPE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean shown;
  private final long begin = System.nanoTime();
  private boolean visible;

  Progress(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  void update(Job job) {
    long elapsed = System.nanoTime() - begin;
    if (shown && elapsed > START_AFTER_NANOS) {
      err.print(WIPE + line(job.metrics().sources(), elapsed / 1e9));
      err.flush();
      visible = true;
    }
  }

  void wipe() {
    if (visible) {
      err.print(WIPE);
      err.flush();
      visible = false;
    }
  }

  static String line(List<SourceProgress> sources, double seconds) {
    long rows = sources.stream().mapToLong(SourceProgress::rows).sum();
    long done = sources.stream().mapToLong(SourceProgress::bytesDone).sum();
    long total = sources.stream().mapToLong(SourceProgress::bytesTotal).sum();
    StringBuilder line = new StringBuilder();
    if (total > 0) {
      line.append(String.format(Locale.ROOT, "%3d%%  ", Math.min(100, done * 100 / total)));
      line.append(megabytes(done)).append(" of ").append(megabytes(total)).append("  ");
    }
    line.append(String.format(Locale.ROOT, "%,d rows  %,.0f rows/s", rows, rows / seconds));
    if (total > done && done > 0) {
      line.append(String.format(Locale.ROOT, "  ETA %.0f s", seconds * (total - done) / done));
    }
    return line.toString();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
