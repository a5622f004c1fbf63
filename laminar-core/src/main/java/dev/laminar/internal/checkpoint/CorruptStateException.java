package dev.laminar.internal.checkpoint;

import java.io.IOException;

/** A file of a checkpoint is not what was written. The message names it and what can be done. */
public final class CorruptStateException extends IOException {

  private static final long serialVersionUID = 1;

  public CorruptStateException(String message) {
    super(message);
  }

  /** A file that was damaged at that place. */
  static CorruptStateException damaged(String file, long offset, String what) {
    return new CorruptStateException(
        file
            + ", at byte "
            + offset
            + ": "
            + what
            + "; the file was damaged after it was written: go on from an earlier checkpoint, or"
            + " put back a copy of the file");
  }

  /** A file that a later Laminar has written. */
  static CorruptStateException newer(String file, long offset, String what) {
    return new CorruptStateException(
        file
            + ", at byte "
            + offset
            + ": "
            + what
            + "; it was written by a later version of Laminar: read it with that one");
  }
}
