package dev.laminar;

/** Where a job is in its life. */
public enum JobStatus {
  CREATED,
  RUNNING,
  /** Asked to stop: what was read is still on its way to the sinks. */
  STOPPING,
  /** All input was read and all output written. */
  FINISHED,
  /** Ended before its input did, because somebody asked for it. */
  STOPPED,
  FAILED;

  /** Whether nothing of the job runs any more. */
  public boolean ended() {
    return this == FINISHED || this == STOPPED || this == FAILED;
  }
}
