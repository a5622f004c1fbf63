package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.UpgradeReport;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Copying;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.SinkCommitter.Committable;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's checkpoints are and what it begins from: the store of a job that has one, else one
 * in memory for each snapshot that is asked for.
 *
 * <p><b>State:</b> the open store and the sinks' committers. <b>Threads:</b> the coordinator's,
 * after the one that makes it.
 */
final class Durability {

  /** A complete checkpoint, and the store that it is in. */
  record Done(CheckpointStore store, Manifest manifest, CheckpointInfo info) {}

  /**
   * A copy of a checkpoint to be made.
   *
   * @param location a place of its own; empty for memory
   */
  record Copy(Optional<URI> location, Optional<String> name) {
    static final Copy IN_MEMORY = new Copy(Optional.empty(), Optional.empty());
  }

  private final LocalRunner runner;
  private final @Nullable CheckpointOptions options;
  private final Restore restore;
  private final Set<Long> unusable;
  private final long firstEpoch;
  private final Map<String, SinkCommitter> committers = new TreeMap<>();
  private @Nullable CheckpointStore store;
  private @Nullable Transaction transaction;
  private long run = 1;
  private long next;

  /**
   * @param restore what to begin from, which may differ from the options' after a failure
   * @param unusable epochs of the job's own store that have been found corrupt
   * @param firstEpoch the first epoch of a job without a store
   */
  Durability(
      LocalRunner runner,
      @Nullable CheckpointOptions options,
      Restore restore,
      Set<Long> unusable,
      long firstEpoch) {
    this.runner = runner;
    this.options = options;
    this.restore = restore;
    this.unusable = Set.copyOf(unusable);
    this.firstEpoch = firstEpoch;
    this.next = firstEpoch;
  }

  /** Whether there is a store, so that checkpoints are taken without being asked for. */
  boolean periodic() {
    return options != null;
  }

  CheckpointOptions options() {
    if (options == null) {
      throw new IllegalStateException("this job has no store of checkpoints");
    }
    return options;
  }

  int toleratedFailures() {
    return options == null ? Integer.MAX_VALUE : options.toleratedFailures();
  }

  long firstEpoch() {
    return next;
  }

  long run() {
    return run;
  }

  /** How a sink's writers are to stage their rows, if they are to. */
  Optional<Transaction> transaction(SinkTable table) {
    return committers.containsKey(table.name())
        ? Optional.ofNullable(transaction)
        : Optional.empty();
  }

  private CheckpointStore store() {
    if (store == null) {
      throw new IllegalStateException("the store is not open");
    }
    return store;
  }

  // ---- recovery

  /** What is found to begin from; {@code own} if it is of the job's own store. */
  private record Found(Manifest manifest, CheckpointStore in, boolean own) {}

  /**
   * Opens the store, gives the job the state that it is to begin from, and brings the sinks to
   * where that state was.
   *
   * @return what the next checkpoint can add changes to; empty if it has to write everything
   */
  Optional<Manifest> recover(LocalJob job) throws IOException, InterruptedException {
    CheckpointStore own = open(options().location());
    store = own;
    run = own.beginRun();
    Found found = find(own, job);
    if (found != null) {
      check(job, found.manifest()); // before later epochs are given up
    }
    own.goOnFrom(found != null && found.own() ? found.manifest().epoch() : 0);
    long newest = own.epochs().stream().mapToLong(epoch -> epoch).max().orElse(0);
    next = 1 + Math.max(newest, found == null ? 0 : found.manifest().epoch());
    transaction = new Transaction(own.jobId(), run, found != null);
    if (found != null) {
      job.restore(found.manifest(), new StateReader(found.in().storage(), found.manifest()));
    }
    openCommitters(job, found);
    own.sweep();
    return found != null && found.own() ? Optional.of(found.manifest()) : Optional.empty();
  }

  /** Refuses to go on with state that does not fit what is computed now. */
  private void check(LocalJob job, Manifest manifest) {
    UpgradeReport report =
        Upgrade.compare(manifest, job.graph(), job.keyGroups(), options().allowEmptyState());
    report.warnings().forEach(job::warn);
    if (!report.isPossible()) {
      throw new LaminarException(ErrorCode.INVALID_QUERY, report.refusal());
    }
  }

  private CheckpointStore open(URI location) throws IOException {
    Storage storage = runner.openStorage(location, options().storage());
    return CheckpointStore.open(storage, runner.scheduler().clock(), runner.scheduler().random());
  }

  private @Nullable Found find(CheckpointStore own, LocalJob job) throws IOException {
    return switch (restore) {
      case Restore.None _ -> {
        if (!own.epochs().isEmpty()) {
          throw new LaminarException(
              ErrorCode.INVALID_OPTION,
              "there are checkpoints at "
                  + options().location()
                  + " already: go on from them (restore), or name an empty place");
        }
        yield null;
      }
      case Restore.Latest _ ->
          own.latest(unusable, job::warn).map(m -> new Found(m, own, true)).orElse(null);
      case Restore.Epoch epoch -> new Found(own.read(epoch.number()), own, true);
      case Restore.From from -> {
        CheckpointStore other = open(from.location());
        Manifest manifest =
            other
                .latest(Set.of(), job::warn)
                .orElseThrow(
                    () ->
                        new LaminarException(
                            ErrorCode.NOT_FOUND,
                            "there is no savepoint or checkpoint at " + from.location()));
        yield new Found(manifest, other, false);
      }
    };
  }

  private void openCommitters(LocalJob job, @Nullable Found found)
      throws IOException, InterruptedException {
    if (options().guarantee() == Guarantee.AT_LEAST_ONCE || transaction == null) {
      return;
    }
    for (SinkTable table : job.graph().sinkTables()) {
      Optional<SinkCommitter> made = table.sink().committer(transaction);
      if (made.isPresent()) {
        committers.put(table.name(), made.get());
        if (found != null && found.own()) {
          made.get().commit(found.manifest().commits().getOrDefault(table.name(), List.of()));
        }
        made.get().abortOthers();
      }
    }
  }

  // ---- epochs

  /** The store of the next epoch. */
  CheckpointStore storeOfNext() throws IOException {
    return periodic() ? store() : inMemory();
  }

  private CheckpointStore inMemory() throws IOException {
    return CheckpointStore.open(
        new MemoryStorage(), runner.scheduler().clock(), runner.scheduler().random());
  }

  /** Makes visible what the writers had prepared. */
  void commit(Manifest manifest) throws IOException, InterruptedException {
    for (Map.Entry<String, List<Committable>> each : manifest.commits().entrySet()) {
      SinkCommitter committer = committers.get(each.getKey());
      if (committer != null) {
        committer.commit(each.getValue());
      }
    }
  }

  /** Copies a checkpoint to where it does not depend on this job. */
  Done copy(Done done, Copy copy) throws IOException {
    if (copy.location().isEmpty() && !periodic()) {
      return done; // it is in memory, and nobody else's
    }
    CheckpointStore target = copy.location().isPresent() ? open(copy.location().get()) : inMemory();
    Manifest manifest = Copying.copy(done.store(), done.manifest(), target, copy.name());
    return new Done(target, manifest, info(target, manifest));
  }

  static CheckpointInfo info(CheckpointStore in, Manifest manifest) {
    long all = 0;
    long added = 0;
    for (Manifest.StateFile file : manifest.files()) {
      all += file.bytes();
      added += file.epoch() == manifest.epoch() ? file.bytes() : 0;
    }
    return new CheckpointInfo(
        manifest.epoch(),
        in.storage().location(),
        manifest.savepoint(),
        manifest.started(),
        manifest.finished(),
        added,
        all);
  }

  /** Forgets old checkpoints. */
  void prune() throws IOException {
    if (periodic()) {
      store().prune(options().retained(), Set.of());
    }
  }

  void close() throws IOException {
    for (SinkCommitter committer : committers.values()) {
      committer.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
