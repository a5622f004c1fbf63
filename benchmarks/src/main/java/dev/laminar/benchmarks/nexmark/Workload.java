package dev.laminar.benchmarks.nexmark;

/** Something that reads a number of events and can do so again. */
interface Workload {

  /** Does what is not measured, such as planning. */
  Prepared prepare(long events);

  /** A run that is ready to go. */
  interface Prepared {

    /** Reads all events to their end; gives the rows that came out. */
    long run() throws Exception;
  }
}
