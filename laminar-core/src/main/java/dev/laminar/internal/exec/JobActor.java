package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Actor;

/**
 * An actor that belongs to a job: its failure fails the job, and once the job is ending it takes no
 * further step and frees nothing itself, because others may still hold what it shares with them.
 */
abstract class JobActor extends Actor {

  final LocalJob job;

  JobActor(LocalJob job, String name, boolean blocking) {
    super(job.scheduler(), name, blocking);
    this.job = job;
  }

  @Override
  protected final Next step() {
    Next next = Next.DONE;
    if (!job.ending()) {
      try {
        next = work();
      } catch (InterruptedException e) {
        job.fail(this, e); // only an ending job interrupts; then this says nothing new
      } catch (Throwable e) {
        job.fail(this, e);
      }
    }
    if (next == Next.DONE) {
      job.done(this);
    }
    return next;
  }

  /** Does a bounded piece of work. */
  abstract Next work() throws Exception;

  /** Where it is, for the message of a failure: {@code split 'a' of table 't'}. */
  abstract String place();

  /** Frees everything. The job calls it when all actors are done; it may block. */
  abstract void free() throws Exception;
}
