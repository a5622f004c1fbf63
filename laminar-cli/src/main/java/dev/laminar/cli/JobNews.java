package dev.laminar.cli;

import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, on stderr, what befalls a job while it runs: what failed, from where it goes on, what of
 * its checkpoints went wrong. Asked again and again by the thread that waits for the job.
 */
final class JobNews {

  /** What errors name as their operator that are not a row's. */
  private static final Set<String> JOB = Set.of("job", "checkpoints");

  private final PrintStream err;
  private final Progress progress;
  private @Nullable JobError last;
  private boolean recovering;

  JobNews(PrintStream err, Progress progress) {
    this.err = err;
    this.progress = progress;
  }

  /** Whether it befell the job as a whole, and not a row. */
  static boolean isOfJob(JobError error) {
    return JOB.contains(error.operator());
  }

  void update(Job job) {
    List<JobError> all = job.errors();
    int from = last == null ? 0 : all.indexOf(last) + 1;
    for (JobError error : all.subList(from, all.size())) {
      if (isOfJob(error)) {
        tell("warning: " + error.message());
      }
    }
    last = all.isEmpty() ? null : all.getLast();
    JobStatus status = job.status();
    if (recovering && status == JobStatus.RUNNING) {
      tell(
          job.restoredFrom()
              .map(begin -> "recovered: the job goes on from checkpoint " + begin.epoch())
              .orElse("recovered: the job has begun again from where it was started"));
    }
    recovering = status == JobStatus.RECOVERING;
  }

  private void tell(String line) {
    progress.wipe();
    err.println(line);
  }
}
