package dev.laminar.internal.exec;

import dev.laminar.internal.checkpoint.Chains;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.spi.SinkCommitter.Committable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An epoch under way: who has still to report, and what the others have reported.
 *
 * <p>It is over when all tasks and writers have reported, whether or not it failed meanwhile: then
 * no barrier of it is left in any queue. <b>Threads:</b> any.
 */
final class PendingEpoch {

  final long number;
  final boolean last;
  final CheckpointStore store;
  final long run;
  final Instant started;
  private final Map<String, OperatorState> previous;
  private final Runnable whenOver;
  private final Set<Object> missing = new HashSet<>();
  private final List<Chains.Share> shares = new ArrayList<>();
  private final List<StateFile> files = new ArrayList<>();
  private final Map<String, List<Committable>> commits = new TreeMap<>();
  private @Nullable Exception failure;
  private volatile boolean failed;

  /**
   * @param previous the state to which changes can be added; empty if all is to be written
   * @param whenOver called once, by who reports last
   */
  PendingEpoch(
      long number,
      boolean last,
      CheckpointStore store,
      long run,
      Instant started,
      List<OperatorState> previous,
      Runnable whenOver) {
    this.number = number;
    this.last = last;
    this.store = store;
    this.run = run;
    this.started = started;
    this.previous =
        previous.stream().collect(Collectors.toMap(OperatorState::id, Function.identity()));
    this.whenOver = whenOver;
  }

  /** Who is to report; before the barrier starts. */
  synchronized void await(List<?> reporters) {
    missing.addAll(reporters);
  }

  /** Whether changes of a table will do, for a task with these key groups. */
  boolean changesOnly(String operator, String table, int firstGroup, int endGroup) {
    OperatorState state = previous.get(operator);
    return state != null && Chains.changesOnly(state, table, firstGroup, endGroup);
  }

  synchronized boolean awaits(Object reporter) {
    return missing.contains(reporter);
  }

  /** A task's state is in storage. */
  void wrote(Task task, Optional<StateFile> file, List<Chains.Share> written) {
    synchronized (this) {
      file.ifPresent(files::add);
      shares.addAll(written);
    }
    reported(task);
  }

  /** A writer has prepared what it wrote, if it wrote anything. */
  void prepared(WriterRun<?> writer, String table, List<Committable> prepared) {
    synchronized (this) {
      commits.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(prepared);
    }
    reported(writer);
  }

  /** A task could not write its state, or it took too long: there will be no such epoch. */
  synchronized void fail(Exception reason) {
    failed = true;
    if (failure == null) {
      failure = reason;
    }
  }

  boolean failed() {
    return failed;
  }

  synchronized @Nullable Exception failure() {
    return failure;
  }

  /** Somebody has nothing (more) to say. */
  void reported(Object reporter) {
    synchronized (this) {
      if (!missing.remove(reporter) || !missing.isEmpty()) {
        return;
      }
    }
    whenOver.run();
  }

  /** Who has not reported, for messages. */
  synchronized List<String> missing() {
    return missing.stream().map(PendingEpoch::name).sorted().toList();
  }

  private static String name(Object reporter) {
    return reporter instanceof JobActor actor
        ? actor.place() + " (" + actor.name() + ")"
        : reporter.toString();
  }

  synchronized boolean over() {
    return missing.isEmpty();
  }

  synchronized List<Chains.Share> shares() {
    return List.copyOf(shares);
  }

  synchronized List<StateFile> files() {
    return List.copyOf(files);
  }

  synchronized Map<String, List<Committable>> commits() {
    return new TreeMap<>(commits);
  }
}
