package dev.laminar.sql.testing;

/**
 * Holds readers back at the ticks of a case. <b>State:</b> how many segments may be read, and how
 * many readers wait at the next. <b>Threads:</b> readers, and the one that runs the case.
 */
final class Gate {

  private int open;

  Gate(int open) {
    this.open = open;
  }

  /** Waits until the segment may be read. */
  synchronized void await(int segment) throws InterruptedException {
    while (segment >= open) {
      wait();
    }
  }

  /** Lets the segments before {@code count} be read. */
  synchronized void open(int count) {
    open = Math.max(open, count);
    notifyAll();
  }
}
