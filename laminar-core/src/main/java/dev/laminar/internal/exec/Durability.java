package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.UpgradeReport;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Copying;
import dev.laminar.internal.checkpoint.CorruptStateException;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
  private final Past past;
  private final Map<String, SinkCommitter> committers = new TreeMap<>();
  private @Nullable CheckpointStore store;
  private volatile @Nullable CheckpointStore source;
  private @Nullable Transaction transaction;
  private long run = 1;
  private long next;

  private Durability(
      LocalRunner runner, @Nullable CheckpointOptions options, Past past, long firstEpoch) {
    this.runner = runner;
    this.options = options;
    this.past = past;
    this.next = firstEpoch;
  }

  /** Of a job without a store, with the number of its first snapshot. */
  static Durability inMemory(LocalRunner runner, long firstEpoch) {
    return new Durability(runner, null, Past.NONE, firstEpoch);
  }

  /** Of the next run of a job with a store. */
  static Durability of(LocalRunner runner, CheckpointOptions options, Past past) {
    return new Durability(runner, options, past, 1);
  }

  /**
   * What earlier runs of the same job have left.
   *
   * @param begun whether one has written down what it goes on from: then what is newest in the
   *     store is this job's, whatever the options say of the beginning
   * @param unusable epochs of the job's own store that have been found corrupt
   * @param unusableElsewhere epochs of the store to begin from that have been found corrupt
   */
  record Past(boolean begun, Set<Long> unusable, Set<Long> unusableElsewhere) {
    static final Past NONE = new Past(false, Set.of(), Set.of());

    Past {
      unusable = Set.copyOf(unusable);
      unusableElsewhere = Set.copyOf(unusableElsewhere);
    }
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

  /** The number of the first epoch of this run; after {@link #recover}. */
  long nextEpoch() {
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
   * <p>What can be refused is refused before the run is claimed, so that a start that comes to
   * nothing does not end a job that runs with the same store; then it is looked at once more,
   * because until the claim that job may have gone on.
   *
   * @return what the next checkpoint can add changes to; empty if it has to write everything
   */
  Optional<Manifest> recover(LocalJob job) throws IOException, InterruptedException {
    CheckpointStore own = open(options().location());
    store = own;
    lookFirst(own, job);
    run = own.beginRun();
    Found found = find(own, job, job::warn);
    own.goOnFrom(found != null && found.own() ? found.manifest().epoch() : 0);
    job.begun();
    long newest = own.epochs().stream().mapToLong(epoch -> epoch).max().orElse(0);
    next = 1 + Math.max(newest, found == null ? 0 : found.manifest().epoch());
    transaction = new Transaction(own.jobId(), run, found != null);
    if (found != null) {
      Manifest manifest = found.manifest();
      StateReader state = new StateReader(found.in().storage(), manifest);
      job.restore(info(found.in(), manifest), found.own(), manifest, state);
    }
    openCommitters(job, found);
    own.sweep();
    return found != null && found.own() ? Optional.of(found.manifest()) : Optional.empty();
  }

  /** Warnings are for the look that counts, unless this one fails. */
  private void lookFirst(CheckpointStore own, LocalJob job) throws IOException {
    List<String> warnings = new ArrayList<>();
    try {
      Found _ = find(own, job, warnings::add);
    } catch (IOException | RuntimeException e) {
      warnings.forEach(job::warn);
      throw e;
    }
  }

  /** Refuses to go on with state that does not fit what is computed now. */
  private void check(LocalJob job, Manifest manifest, Consumer<String> warnings) {
    UpgradeReport report =
        Upgrade.compare(manifest, job.graph(), job.keyGroups(), options().allowEmptyState());
    report.warnings().forEach(warnings);
    if (!report.isPossible()) {
      throw new LaminarException(ErrorCode.INVALID_QUERY, report.refusal());
    }
  }

  private CheckpointStore open(URI location) throws IOException {
    Storage storage = runner.openStorage(location, options().storage());
    return CheckpointStore.open(storage, runner.scheduler().clock(), runner.scheduler().random());
  }

  /** What to begin from, if it may be; null if the job begins afresh. */
  private @Nullable Found find(CheckpointStore own, LocalJob job, Consumer<String> warnings)
      throws IOException {
    Found found;
    try {
      found = past.begun() ? again(own, warnings) : first(own, warnings);
    } catch (CorruptStateException e) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND, String.valueOf(e.getMessage()), e); // waiting mends nothing
    }
    if (found != null) {
      check(job, found.manifest(), warnings);
    }
    return found;
  }

  /** What a job's first run begins from. */
  private @Nullable Found first(CheckpointStore own, Consumer<String> warnings) throws IOException {
    return switch (options().restore()) {
      case Restore.None _ -> {
        requireEmpty(own);
        yield null;
      }
      case Restore.Latest _ -> latest(own, warnings);
      case Restore.Epoch epoch -> new Found(epoch(own, epoch.number()), own, true);
      case Restore.From from -> {
        requireEmpty(own);
        yield from(from.location(), warnings);
      }
    };
  }

  /**
   * What a later run goes on from: the newest checkpoint that the job has made, even if nobody has
   * heard that it is complete, because sinks may have committed it.
   */
  private @Nullable Found again(CheckpointStore own, Consumer<String> warnings) throws IOException {
    Found newest = latest(own, warnings);
    return switch (options().restore()) {
      case Restore.From from when newest == null -> from(from.location(), warnings);
      case Restore.Epoch epoch when newest == null || newest.manifest().epoch() < epoch.number() ->
          throw new LaminarException(
              ErrorCode.NOT_FOUND,
              "checkpoint "
                  + epoch.number()
                  + " in "
                  + options().location()
                  + " cannot be read: go on from another");
      default -> newest;
    };
  }

  private @Nullable Found latest(CheckpointStore own, Consumer<String> warnings)
      throws IOException {
    return own.latest(past.unusable(), warnings).map(m -> new Found(m, own, true)).orElse(null);
  }

  private Manifest epoch(CheckpointStore own, long number) throws IOException {
    try {
      return own.read(number);
    } catch (NoSuchFileException e) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "there is no checkpoint "
              + number
              + " in "
              + options().location()
              + "; there are "
              + own.epochs(),
          e);
    }
  }

  private void requireEmpty(CheckpointStore own) throws IOException {
    if (!own.epochs().isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "there are checkpoints at "
              + options().location()
              + " already: go on from them (restore), or name an empty place");
    }
  }

  private Found from(URI location, Consumer<String> warnings) throws IOException {
    CheckpointStore other = source;
    if (other == null) {
      other = openSource(location);
      source = other;
    }
    Manifest manifest =
        other.latest(past.unusableElsewhere(), warnings).orElseThrow(() -> nothingAt(location));
    return new Found(manifest, other, false);
  }

  /** Opens what is there, and makes nothing. */
  private CheckpointStore openSource(URI location) throws IOException {
    if (UpgradeCheck.isMissingFolder(location)) {
      throw nothingAt(location);
    }
    Storage storage = runner.openStorage(location, options().storage());
    try {
      Optional<CheckpointStore> found = CheckpointStore.find(storage, runner.scheduler().clock());
      if (found.isPresent()) {
        return found.get();
      }
    } catch (IOException | RuntimeException e) {
      storage.close();
      throw e;
    }
    storage.close();
    throw nothingAt(location);
  }

  private static LaminarException nothingAt(URI location) {
    return new LaminarException(
        ErrorCode.NOT_FOUND, "there is no savepoint or checkpoint at " + location);
  }

  /** All state has been read. */
  void restored() throws IOException {
    CheckpointStore other = source;
    source = null;
    if (other != null) {
      other.close();
    }
  }

  /**
   * Sinks that commit do so whatever the guarantee: what one of them has staged, and a checkpoint
   * counts as written, would be lost with the process otherwise.
   */
  private void openCommitters(LocalJob job, @Nullable Found found)
      throws IOException, InterruptedException {
    Transaction own = Objects.requireNonNull(transaction);
    for (SinkTable table : job.graph().sinkTables()) {
      Optional<SinkCommitter> made = table.sink().committer(own);
      if (made.isPresent()) {
        committers.put(table.name(), made.get());
        if (found != null && found.own()) {
          commit(table.name(), made.get(), found.manifest());
        }
        abortOthers(table.name(), made.get());
      }
    }
  }

  private static void commit(String table, SinkCommitter committer, Manifest manifest)
      throws InterruptedException {
    try {
      committer.commit(manifest.commits().getOrDefault(table, List.of()));
    } catch (IOException | RuntimeException e) {
      throw LocalJob.failure("table '" + table + "', committing checkpoint " + manifest.epoch(), e);
    }
  }

  private static void abortOthers(String table, SinkCommitter committer)
      throws InterruptedException {
    try {
      committer.abortOthers();
    } catch (IOException | RuntimeException e) {
      throw LocalJob.failure("table '" + table + "', dropping what earlier runs have staged", e);
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
  void commit(Manifest manifest) throws InterruptedException {
    for (String table : manifest.commits().keySet()) {
      SinkCommitter committer = committers.get(table);
      if (committer != null) {
        commit(table, committer, manifest);
      }
    }
  }

  /** Copies a checkpoint to where it does not depend on this job. */
  Done copy(Done done, Copy copy) throws IOException {
    if (copy.location().isEmpty()) {
      return periodic() ? copy(done, inMemory(), copy.name()) : done; // that is nobody else's
    }
    requireElsewhere(copy.location().get());
    try (CheckpointStore target = open(copy.location().get())) {
      return copy(done, target, copy.name());
    }
  }

  private static Done copy(Done done, CheckpointStore target, Optional<String> name)
      throws IOException {
    Manifest manifest = Copying.copy(done.store(), done.manifest(), target, name);
    return new Done(target, manifest, info(target, manifest));
  }

  /** Who writes to a place claims it, and would end this job. */
  private void requireElsewhere(URI location) {
    if (options != null && plain(location).equals(plain(options.location()))) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "a savepoint needs a place of its own; "
              + location
              + " is that of the job's checkpoints");
    }
  }

  private static String plain(URI location) {
    return location.normalize().toString().replaceAll("/+", "/").replaceAll("/$", "");
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

  void close() throws Exception {
    Closing things = new Closing();
    CheckpointStore own = store;
    if (own != null) {
      things.add(own);
    }
    things.add(this::restored);
    committers.values().forEach(things::add);
    things.close();
  }
}
