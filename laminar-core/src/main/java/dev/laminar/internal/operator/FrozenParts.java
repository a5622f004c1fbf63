package dev.laminar.internal.operator;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Writes several parts of an operator's state, one after the other. One thread. */
final class FrozenParts implements Frozen {

  private final Queue<Frozen> parts;

  FrozenParts(List<Frozen> parts) {
    this.parts = new ArrayDeque<>(parts);
  }

  @Override
  public boolean writeSome() {
    Frozen part = parts.peek();
    if (part != null && !part.writeSome()) {
      parts.remove();
    }
    return !parts.isEmpty();
  }
}
