package dev.laminar.testing;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A script of what one operator is given and must answer, played in every way that a runner could:
 * each feed as one batch, row by row with output batches of one row, with a snapshot and a restore
 * into a new instance after every step, with snapshots that are written piece by piece while the
 * script goes on and from which new instances recover, and (if {@link #keys} says how rows are
 * exchanged) spread over changing numbers of instances. Snapshots write each table whole or, at
 * random, as its changes. Every way must give the expected changes and free all memory.
 *
 * <p>{@code OperatorHarness.of(factory, schema).feed(insert("a", 1)).tick().expect(insert("a",
 * 1)).run()}. Nothing happens before {@link #run}. An expectation covers all that came out since
 * the one before, in any order. One thread.
 */
public final class OperatorHarness {

  /** How a script is played. */
  enum Mode {
    BATCHES,
    ROWS,
    RESTORED,
    RESTORED_ROWS,
    RESCALED,
    FROZEN,
    FROZEN_ROWS
  }

  /** One line of the script. */
  @FunctionalInterface
  interface Step {
    void play(HarnessRun run);
  }

  private final Supplier<? extends Operator> factory;
  private final List<Schema> inputs;
  private final Map<Integer, int[]> keys = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean dropsBadRows;
  private long stateBudget = Long.MAX_VALUE;
  private boolean restores = true;

  private OperatorHarness(Supplier<? extends Operator> factory, List<Schema> inputs) {
    this.factory = factory;
    this.inputs = inputs;
  }

  /** A script for the operators that {@code factory} makes, a new one at each call. */
  public static OperatorHarness of(Supplier<? extends Operator> factory, Schema... inputs) {
    return new OperatorHarness(factory, List.of(inputs));
  }

  /** Says by which columns the rows of an input are exchanged; to be said of each input. */
  public OperatorHarness keys(int input, int... columns) {
    keys.put(input, columns);
    return this;
  }

  /** State over so many bytes an instance leaves memory, if the operator can do that. */
  public OperatorHarness stateBudget(long bytes) {
    stateBudget = bytes;
    return this;
  }

  /** Bad rows are counted ({@link #expectBad}) instead of failing the job. */
  public OperatorHarness dropBadRows() {
    dropsBadRows = true;
    return this;
  }

  /** Leaves out the ways that restore, for operators whose state cannot be restored. */
  public OperatorHarness withoutRestore() {
    restores = false;
    return this;
  }

  /** Rows on the first input. */
  public OperatorHarness feed(Change... changes) {
    return feed(0, List.of(changes));
  }

  public OperatorHarness feed(int input, Change... changes) {
    return feed(input, List.of(changes));
  }

  public OperatorHarness feed(int input, List<Change> changes) {
    return step(run -> run.feed(input, changes));
  }

  public OperatorHarness watermark(long time) {
    return step(run -> run.watermark(time));
  }

  public OperatorHarness tick() {
    return step(HarnessRun::tick);
  }

  /** Moves processing time to {@code micros} since the epoch. */
  public OperatorHarness time(long micros) {
    return step(run -> run.time(micros));
  }

  public OperatorHarness endOfInput(int input) {
    return step(run -> run.endOfInput(input));
  }

  /** Ends all inputs that have not ended; then come the last watermark and tick. */
  public OperatorHarness end() {
    return step(HarnessRun::end);
  }

  public OperatorHarness expect(Change... changes) {
    return expect(List.of(changes));
  }

  /** Exactly these changes have come out since the last expectation, in any order. */
  public OperatorHarness expect(List<Change> changes) {
    return check(run -> run.expect(changes));
  }

  public OperatorHarness expectNothing() {
    return expect(List.of());
  }

  /** All that has come out since the last expectation sums up to these changes. */
  public OperatorHarness expectNet(List<Change> changes) {
    return check(run -> run.expectNet(changes));
  }

  /** The sum of all that has ever come out is these rows. */
  public OperatorHarness expectTotal(List<Change> rows) {
    return check(run -> run.expectTotal(rows));
  }

  public OperatorHarness expectCounter(String name, long count) {
    return check(run -> run.expectCounter(name, count));
  }

  /** So many bad rows in all; the last one's error contains {@code error}. */
  public OperatorHarness expectBad(int count, String error) {
    return check(run -> run.expectBad(count, error));
  }

  /** The watermark that the operator itself has raised. */
  public OperatorHarness expectWatermark(long time) {
    return check(run -> run.expectWatermark(time));
  }

  /** The state takes at most so many bytes. */
  public OperatorHarness expectStateBytes(long most) {
    return check(run -> run.expectStateBytes(most));
  }

  /** Plays the script, which is to fail so in every way. */
  public void runFails(ErrorCode code, String message) {
    for (Mode mode : modes()) {
      try {
        play(mode);
      } catch (LaminarException e) {
        if (e.code() == code && String.valueOf(e.getMessage()).contains(message)) {
          continue;
        }
        throw new AssertionError(mode + ": expected " + code + " with: " + message, e);
      }
      throw new AssertionError(mode + ": expected a failure with: " + message);
    }
  }

  /** Plays the script in every way. */
  public void run() {
    run(modes());
  }

  /** Plays the script in one of the ways, for tests of many random scripts. */
  public void runOneWay(int number) {
    List<Mode> modes = modes();
    run(List.of(modes.get(Math.floorMod(number, modes.size()))));
  }

  private void run(List<Mode> modes) {
    for (Mode mode : modes) {
      try {
        play(mode);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("played as " + mode + ": " + e.getMessage(), e);
      }
    }
  }

  private void play(Mode mode) {
    long seed = 31L * steps.size() + mode.name().hashCode();
    try (HarnessRun run =
        new HarnessRun(factory, inputs, keys, mode, dropsBadRows, stateBudget, seed)) {
      steps.forEach(step -> step.play(run));
    }
  }

  private List<Mode> modes() {
    List<Mode> modes = new ArrayList<>(List.of(Mode.BATCHES, Mode.ROWS));
    if (restores) {
      modes.add(Mode.RESTORED);
      modes.add(Mode.RESTORED_ROWS);
      modes.add(Mode.FROZEN);
      modes.add(Mode.FROZEN_ROWS);
      if (keys.size() == inputs.size()) {
        modes.add(Mode.RESCALED);
      }
    }
    return modes;
  }

  private OperatorHarness step(Step step) {
    steps.add(
        run -> {
          step.play(run);
          run.afterStep();
        });
    return this;
  }

  private OperatorHarness check(Step step) {
    int number = steps.size();
    steps.add(
        run -> {
          try {
            step.play(run);
          } catch (AssertionError e) {
            throw new AssertionError("line " + (number + 1) + ": " + e.getMessage(), e);
          }
        });
    return this;
  }
}
