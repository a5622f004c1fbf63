package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.Output;

/**
 * One operator of a chain, with its output: what it emits is what the next one takes.
 *
 * <p><b>State:</b> the watermark that came and the one that left. An operator that has once raised
 * a watermark makes its own from then on, and its input's is not passed on. <b>Threads:</b> the
 * owning task.
 */
final class Link implements Receiver {

  final Step.Apply step;
  final Operator operator;
  final Meter meter;
  final Output output = new Out();
  private final Stopwatch stopwatch;
  private final Receiver next;
  private final StateMemory memory;
  private long reached = Long.MIN_VALUE;
  private long passed = Long.MIN_VALUE;
  private boolean makesWatermarks;
  private boolean finishing;
  private boolean saidIdle;

  Link(
      Step.Apply step,
      Operator operator,
      Meter meter,
      Stopwatch stopwatch,
      Receiver next,
      StateMemory memory) {
    this.step = step;
    this.operator = operator;
    this.meter = meter;
    this.stopwatch = stopwatch;
    this.next = next;
    this.memory = memory;
  }

  /** Hands what the operator emits to the next one. */
  private final class Out implements Output {
    @Override
    public void emit(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
        return;
      }
      meter.out(batch);
      if (saidIdle) {
        saidIdle = false;
        next.active();
      }
      next.receive(0, batch);
    }

    @Override
    public void watermark(long time) {
      makesWatermarks = true;
      saidIdle = false; // a watermark says as much as active does
      raise(time);
    }

    @Override
    public void idle() {
      saidIdle = true;
      next.idle();
    }
  }

  @Override
  public void receive(int input, Batch batch) {
    meter.in(batch);
    Meter before = stopwatch.enter(meter);
    operator.process(input, batch, output);
    stopwatch.leave(before);
  }

  @Override
  public void watermark(long time) {
    if (time <= reached) {
      return;
    }
    reached = time;
    Meter before = stopwatch.enter(meter);
    operator.onWatermark(time, output);
    stopwatch.leave(before);
    if (!makesWatermarks) {
      raise(time);
    }
  }

  private void raise(long time) {
    if (time > passed && !finishing) {
      passed = time;
      meter.watermark.set(time);
      next.watermark(time);
    }
  }

  @Override
  public void idle() {
    next.idle();
  }

  @Override
  public void active() {
    next.active();
  }

  void tick(long number) {
    Meter before = stopwatch.enter(meter);
    operator.onTick(number, output);
    stopwatch.leave(before);
    long bytes = operator.stateBytes();
    meter.stateBytes.set(bytes);
    memory.check(this, bytes);
  }

  void time(long now) {
    Meter before = stopwatch.enter(meter);
    operator.onTime(now, output);
    stopwatch.leave(before);
  }

  void endOfInput(int input) {
    Meter before = stopwatch.enter(meter);
    operator.onEndOfInput(input, output);
    stopwatch.leave(before);
  }

  /**
   * The last calls. The next operator hears of the end itself, after all that this one emits; so
   * nothing that comes with the last tick is late there.
   */
  void finish(boolean complete, long tick) {
    finishing = true;
    if (complete) {
      watermark(Long.MAX_VALUE);
    }
    tick(tick);
  }
}
