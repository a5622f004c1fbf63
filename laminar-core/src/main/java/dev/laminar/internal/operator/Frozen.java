package dev.laminar.internal.operator;

/**
 * The part of an operator's state at a barrier that is yet to be written.
 *
 * <p>The operator's own thread calls it, between batches, until it has nothing left. Meanwhile the
 * operator goes on and keeps what is not written as it was at the barrier: it writes a row before
 * the row changes for the first time. A further snapshot is not asked for before.
 */
public interface Frozen {

  /** Nothing is left. */
  Frozen NOTHING = () -> false;

  /** Writes a piece, in about a millisecond; false if nothing is left. */
  boolean writeSome();
}
