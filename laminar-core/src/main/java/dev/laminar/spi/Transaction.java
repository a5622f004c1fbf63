package dev.laminar.spi;

/**
 * The frame in which a sink stages rows until a checkpoint commits them.
 *
 * @param job tells the job from all others, the same in all its runs; letters, digits and dashes
 * @param run grows with each run of the job
 * @param resumed whether rows of earlier runs are committed, which must stay; if not, the job
 *     begins afresh
 */
public record Transaction(String job, long run, boolean resumed) {}
