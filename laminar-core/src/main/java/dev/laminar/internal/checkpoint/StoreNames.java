package dev.laminar.internal.checkpoint;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a store's objects. Stateless. */
final class StoreNames {

  static final String JOB = "laminar.json";
  static final String RUNS = "runs/";
  static final String EPOCHS = "epochs/";
  static final String STATE = "state/";

  private static final Pattern NUMBERED = Pattern.compile("(?:runs|epochs)/(\\d{20})");
  private static final Pattern BASE = Pattern.compile("runs/(\\d{20})[.]from-(\\d{20})");
  private static final Pattern STATE_FILE = Pattern.compile("state/(\\d{20})-(\\d{1,18})-.+");

  private StoreNames() {}

  static String run(long run) {
    return RUNS + String.format("%020d", run);
  }

  /** Says what epoch a run has gone on from. */
  static String base(long run, long epoch) {
    return run(run) + String.format(".from-%020d", epoch);
  }

  static String epoch(long epoch) {
    return EPOCHS + String.format("%020d", epoch);
  }

  static String state(long epoch, long run, String task) {
    return String.format("%s%020d-%d-%s", STATE, epoch, run, task.replaceAll("[^\\w.-]", "_"));
  }

  /** The number of a run or epoch. */
  static OptionalLong number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? OptionalLong.of(parse(matcher.group(1))) : OptionalLong.empty();
  }

  private static long parse(String digits) {
    return Long.parseLong(digits);
  }

  record Base(long run, long epoch) {}

  static Optional<Base> base(String name) {
    Matcher matcher = BASE.matcher(name);
    return matcher.matches()
        ? Optional.of(new Base(parse(matcher.group(1)), parse(matcher.group(2))))
        : Optional.empty();
  }

  record StateName(long epoch, long run) {}

  /** Whose state it is; empty if it is no file of state at all. */
  static Optional<StateName> state(String name) {
    Matcher matcher = STATE_FILE.matcher(name);
    return matcher.matches()
        ? Optional.of(new StateName(parse(matcher.group(1)), parse(matcher.group(2))))
        : Optional.empty();
  }
}
