package dev.laminar.internal.exec;

import org.jspecify.annotations.Nullable;

/**
 * The channels that a task reads, made to look like one.
 *
 * <p>A channel that has delivered a marker is held back until all others have; those that ended do
 * not count. If rows may count twice after a crash, barriers hold nobody back: one is handled when
 * the last channel delivers it. The watermark is the least of all channels that are neither idle
 * nor ended, and never falls; if all become idle, it is the largest of theirs. A channel whose
 * sender was stopped before its rows were complete keeps holding its watermark: rows that would
 * have come are not late.
 *
 * <p><b>Threads:</b> the reading task.
 */
final class Inputs {

  /** What comes in, aligned. */
  interface Handler {
    void data(int input, Element.Data data);

    void watermark(long time);

    /** No channel's watermark is to be waited for. */
    void idle();

    /** There is such a channel again. */
    void active();

    void marker(Element.Marker marker);

    /** All channels of one of the operator's inputs have ended. */
    void endOfInput(int input);

    /** All channels have ended. */
    void end(boolean complete);
  }

  /** One channel's progress. */
  private static final class Lane {
    final Channel channel;
    long watermark;
    boolean idle;
    boolean ended;
    boolean stopped;
    Element.@Nullable Marker held;

    /** The last barrier that passed without holding the channel back. */
    long barrier = Long.MIN_VALUE;

    Lane(Channel channel, long watermark) {
      this.channel = channel;
      this.watermark = watermark;
    }

    boolean counts() {
      return !idle && (!ended || stopped);
    }
  }

  private final Lane[] lanes;
  private final boolean alignsBarriers;
  private final Handler handler;
  private long watermark;
  private boolean idle;
  private int next;
  private int live;
  private int waiting;
  private Element.@Nullable Barrier passing;

  /**
   * @param watermark what all channels had reached when the snapshot was taken that this run began
   *     with, else {@link Long#MIN_VALUE}
   */
  Inputs(Channel[] channels, boolean alignsBarriers, long watermark, Handler handler) {
    this.alignsBarriers = alignsBarriers;
    this.lanes = new Lane[channels.length];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(channels[i], watermark);
    }
    this.watermark = watermark;
    this.live = lanes.length;
    this.handler = handler;
  }

  /** Handles the next element; false if there is none that may be handled now. */
  boolean handleNext() {
    for (int tried = 0; tried < lanes.length; tried++) {
      Lane lane = lanes[next];
      next = next + 1 == lanes.length ? 0 : next + 1;
      if (lane.held == null && !lane.ended) {
        Element element = lane.channel.poll();
        if (element != null) {
          handle(lane, element);
          return true;
        }
      }
    }
    return false;
  }

  long watermark() {
    return watermark;
  }

  long queuedBytes() {
    long bytes = 0;
    for (Lane lane : lanes) {
      bytes += lane.channel.bytes();
    }
    return bytes;
  }

  private void handle(Lane lane, Element element) {
    switch (element) {
      case Element.Data data -> {
        lane.idle = false;
        wake();
        handler.data(lane.channel.input, data);
      }
      case Element.Watermark mark -> {
        lane.idle = false;
        lane.watermark = mark.time();
        advance();
      }
      case Element.Idle i -> {
        lane.idle = true;
        advance();
      }
      case Element.Barrier barrier when !alignsBarriers -> pass(lane, barrier);
      case Element.Marker marker -> hold(lane, marker);
      case Element.EndOfInput end -> end(lane, end.complete());
    }
  }

  private void advance() {
    long least = Long.MAX_VALUE;
    boolean any = false;
    for (Lane lane : lanes) {
      if (lane.counts()) {
        any = true;
        least = Math.min(least, lane.watermark);
      }
    }
    if (any && least > watermark) {
      wake();
      watermark = least;
      handler.watermark(least);
    } else if (any) {
      wake();
    } else if (!idle && live > 0) {
      idle = true;
      catchUp();
      handler.idle();
    }
  }

  /**
   * All are idle: the last ones to become so had nobody to wait for, in whatever order they did.
   */
  private void catchUp() {
    long most = watermark;
    for (Lane lane : lanes) {
      most = lane.ended ? most : Math.max(most, lane.watermark);
    }
    if (most > watermark) {
      watermark = most;
      handler.watermark(most);
    }
  }

  private void wake() {
    if (idle) {
      idle = false;
      handler.active();
    }
  }

  private void pass(Lane lane, Element.Barrier barrier) {
    lane.barrier = barrier.number();
    passing = barrier;
    handlePassed();
  }

  /** Handles the barrier that is passing if no channel has still to deliver it. */
  private void handlePassed() {
    Element.Barrier barrier = passing;
    if (barrier == null) {
      return;
    }
    for (Lane lane : lanes) {
      if (!lane.ended && lane.barrier < barrier.number()) {
        return;
      }
    }
    passing = null;
    handler.marker(barrier);
  }

  private void hold(Lane lane, Element.Marker marker) {
    lane.held = marker;
    waiting++;
    releaseIfAligned(marker);
  }

  private void releaseIfAligned(Element.Marker marker) {
    if (waiting < live) {
      return;
    }
    for (Lane lane : lanes) {
      if (lane.held != null && lane.held.number() != marker.number()) {
        throw new IllegalStateException(
            "marker " + lane.held.number() + " met marker " + marker.number());
      }
      lane.held = null;
    }
    waiting = 0;
    handler.marker(marker);
  }

  private void end(Lane lane, boolean complete) {
    lane.ended = true;
    lane.stopped = !complete;
    live--;
    inputEnded(lane.channel.input, complete);
    if (live == 0) {
      handler.end(allComplete());
      return;
    }
    handlePassed();
    if (waiting == live) {
      releaseIfAligned(heldMarker());
    }
    advance();
  }

  private boolean allComplete() {
    for (Lane lane : lanes) {
      if (lane.stopped) {
        return false;
      }
    }
    return true;
  }

  private Element.Marker heldMarker() {
    for (Lane lane : lanes) {
      if (lane.held != null) {
        return lane.held;
      }
    }
    throw new IllegalStateException("no channel is held back");
  }

  private void inputEnded(int input, boolean complete) {
    boolean over = complete;
    for (Lane lane : lanes) {
      over &= lane.channel.input != input || (lane.ended && !lane.stopped);
    }
    if (over) {
      handler.endOfInput(input);
    }
  }
}
