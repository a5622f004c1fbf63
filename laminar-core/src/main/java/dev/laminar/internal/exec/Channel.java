package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Actor;

/** The queue from one task to one other. */
final class Channel extends ByteQueue<Element> {

  /** The number of the reading operator's input. */
  final int input;

  Channel(long budget, Actor writer, Actor reader, int input) {
    super(budget, writer, reader);
    this.input = input;
  }
}
