package dev.laminar;

/**
 * The state of a job at a barrier, in memory: another job of the same pipeline can begin from it,
 * at any parallelism, any number of times, until it is closed. A job that has been started from it
 * does not need it any longer.
 */
public interface JobSnapshot extends AutoCloseable {

  long epoch();

  @Override
  void close();
}
