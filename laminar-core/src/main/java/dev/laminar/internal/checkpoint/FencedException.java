package dev.laminar.internal.checkpoint;

import java.io.IOException;

/** Another process has taken over the job; this one has to stop and must not commit anything. */
public final class FencedException extends IOException {

  private static final long serialVersionUID = 1;

  public FencedException(String message) {
    super(message);
  }
}
