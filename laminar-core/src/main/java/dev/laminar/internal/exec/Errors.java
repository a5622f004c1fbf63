package dev.laminar.internal.exec;

import dev.laminar.JobError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last errors of a job that did not end it. Any thread. */
final class Errors {

  private static final int KEPT = 100;

  private final Deque<JobError> last = new ArrayDeque<>(KEPT);

  synchronized void add(JobError error) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(error);
  }

  synchronized List<JobError> list() {
    return List.copyOf(last);
  }
}
