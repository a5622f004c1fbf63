package dev.laminar.internal.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The checkpoints of one job in one storage.
 *
 * <p>An epoch exists once its manifest does ({@link #commit}); of several processes that believe
 * the job to be theirs only the newest run can make one. Nothing is deleted that a manifest names
 * which is still there. Any thread; one at a time commits and prunes.
 */
public final class CheckpointStore implements AutoCloseable {

  private static final int FORMAT = 1;
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final Storage storage;
  private final Clock clock;
  private final String jobId;
  private volatile long run;

  private CheckpointStore(Storage storage, Clock clock, String jobId) {
    this.storage = storage;
    this.clock = clock;
    this.jobId = jobId;
  }

  /** Opens a job's storage, or makes an empty one a job's. It is closed with the store. */
  public static CheckpointStore open(Storage storage, Clock clock, RandomGenerator random)
      throws IOException {
    Optional<CheckpointStore> known = find(storage, clock);
    if (known.isPresent()) {
      return known.get();
    }
    storage.createIfAbsent(StoreNames.JOB, describe(newId(random)));
    return find(storage, clock)
        .orElseThrow(
            () -> new IOException(storage.location() + StoreNames.JOB + " vanished at once"));
  }

  /** Opens a job's storage for reading; empty if it has never been one. */
  public static Optional<CheckpointStore> find(Storage storage, Clock clock) throws IOException {
    byte[] bytes;
    try {
      bytes = storage.get(StoreNames.JOB);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Json.Node json = SealedJson.read(StoreNames.JOB, bytes);
    long format = json.field("format").number();
    if (format != FORMAT) {
      throw CorruptStateException.newer(StoreNames.JOB, 0, "format version " + format);
    }
    return Optional.of(new CheckpointStore(storage, clock, json.field("job").text()));
  }

  private static String newId(RandomGenerator random) {
    StringBuilder id = new StringBuilder("job-");
    for (int i = 0; i < 12; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return id.toString();
  }

  private static byte[] describe(String jobId) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = SealedJson.generator(out)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("job", jobId);
      json.writeEndObject();
    }
    return SealedJson.seal(out.toByteArray());
  }

  /** The job's own name, the same in all its runs: letters, digits and hyphens. */
  public String jobId() {
    return jobId;
  }

  public Storage storage() {
    return storage;
  }

  /**
   * Claims the next run. Whoever had one before can make no manifest any more that counts. To be
   * followed by {@link #latest} or {@link #read}, and {@link #goOnFrom}.
   */
  public long beginRun() throws IOException {
    while (true) {
      long next = Runs.read(storage).newest() + 1;
      byte[] content = (clock.instant() + "\n").getBytes(StandardCharsets.UTF_8);
      if (storage.createIfAbsent(StoreNames.run(next), content)) {
        run = next;
        return next;
      }
    }
  }

  /**
   * Writes down what epoch the run begins from (0: afresh), before it does anything else: later
   * epochs of earlier runs are dead from now on.
   */
  public void goOnFrom(long epoch) throws IOException {
    storage.createIfAbsent(StoreNames.base(ownRun(), epoch), new byte[0]);
  }

  private long ownRun() {
    if (run == 0) {
      throw new IllegalStateException("no run has begun");
    }
    return run;
  }

  /** The numbers of all epochs that have a manifest, oldest first. */
  public List<Long> epochs() throws IOException {
    List<Long> epochs = new ArrayList<>();
    for (Entry entry : storage.list(StoreNames.EPOCHS)) {
      StoreNames.number(entry.name()).ifPresent(epochs::add);
    }
    return epochs;
  }

  /** The manifest of an epoch; its files are not looked at. */
  public Manifest read(long epoch) throws IOException {
    String name = StoreNames.epoch(epoch);
    Manifest manifest = ManifestCodec.read(name, storage.get(name));
    if (manifest.epoch() != epoch) {
      throw CorruptStateException.damaged(name, 0, "it is of epoch " + manifest.epoch());
    }
    return manifest;
  }

  /**
   * The newest epoch that can be gone on from. Each that is passed over is a warning. If there are
   * epochs but none can be used, that is an error: a job never begins afresh for that reason.
   *
   * @param except epochs that are not to be used
   */
  public Optional<Manifest> latest(Set<Long> except, Consumer<String> warnings) throws IOException {
    Runs runs = Runs.read(storage);
    Verification verification = new Verification(storage);
    int unusable = 0;
    for (long epoch : epochs().reversed()) {
      try {
        Manifest manifest = read(epoch);
        if (runs.isDead(epoch, manifest.run())) {
          warnings.accept(
              "checkpoint " + epoch + " is not used: its run went on after another had taken over");
          continue;
        }
        if (!except.contains(epoch)) {
          verification.check(manifest);
          return Optional.of(manifest);
        }
        unusable++;
      } catch (CorruptStateException e) {
        unusable++;
        warnings.accept("checkpoint " + epoch + " cannot be used: " + e.getMessage());
      } catch (NoSuchFileException e) {
        warnings.accept("checkpoint " + epoch + " has just been deleted");
      }
    }
    if (unusable > 0) {
      throw new CorruptStateException(
          "none of the "
              + unusable
              + " checkpoints in "
              + storage.location()
              + " can be used; put back a copy of what is damaged, or begin with another location");
    }
    return Optional.empty();
  }

  /** Begins a task's file of an epoch. */
  public StateFileWriter create(long epoch, long ofRun, String task) throws IOException {
    String name = StoreNames.state(epoch, ofRun, task);
    return new StateFileWriter(name, epoch, storage.create(name));
  }

  /**
   * Makes the epoch exist. After a {@link FencedException} nothing may be committed to sinks: the
   * job is another's. After any other exception the epoch does not exist, or will turn out to exist
   * at the next start.
   */
  public void commit(Manifest manifest) throws IOException {
    checkOwner(manifest.run());
    String name = StoreNames.epoch(manifest.epoch());
    byte[] bytes = ManifestCodec.write(manifest);
    if (!create(name, bytes)) {
      refuse(manifest, name);
    }
    checkOwner(manifest.run());
  }

  /** Like createIfAbsent, but true as well if an earlier attempt has made it after all. */
  private boolean create(String name, byte[] bytes) throws IOException {
    try {
      return storage.createIfAbsent(name, bytes) || Arrays.equals(storage.get(name), bytes);
    } catch (IOException failure) {
      return isThere(name, bytes, failure);
    }
  }

  /** What a failed call has done is seen by looking. */
  private boolean isThere(String name, byte[] bytes, IOException failure) throws IOException {
    byte[] found;
    try {
      found = storage.get(name);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
    return Arrays.equals(found, bytes);
  }

  private void refuse(Manifest manifest, String name) throws IOException {
    Manifest other = read(manifest.epoch());
    if (other.run() < manifest.run() && Runs.read(storage).isDead(other.epoch(), other.run())) {
      throw new IOException(
          name + " was made by a run that is over; the next epoch will have another name");
    }
    throw new FencedException(
        "another process has made checkpoint "
            + manifest.epoch()
            + " in "
            + storage.location()
            + "; this one stops: run only one job with this location");
  }

  private void checkOwner(long ofRun) throws IOException {
    long newest = Runs.read(storage).newest();
    if (newest > ofRun) {
      throw new FencedException(
          "another process has begun run "
              + newest
              + " of the job in "
              + storage.location()
              + "; run "
              + ofRun
              + " stops");
    }
  }

  /**
   * Deletes what is not needed: manifests older than the newest {@code retained} ones, except
   * savepoints; then files that no manifest names and nobody is writing.
   *
   * @param keep epochs that stay whatever their age
   */
  public void prune(int retained, Set<Long> keep) throws IOException {
    new Pruning(this, ownRun()).prune(retained, keep);
  }

  /** Deletes files that earlier runs have left behind and that no manifest names. */
  public void sweep() throws IOException {
    prune(Integer.MAX_VALUE, Set.of());
  }

  /** All epochs, newest first, without a look at their files. */
  public List<EpochInfo> list() throws IOException {
    List<EpochInfo> list = new ArrayList<>();
    for (Entry entry : storage.list(StoreNames.EPOCHS).reversed()) {
      if (StoreNames.number(entry.name()).isPresent()) {
        long epoch = StoreNames.number(entry.name()).getAsLong();
        try {
          list.add(EpochInfo.of(read(epoch), Optional.empty()));
        } catch (CorruptStateException e) {
          list.add(EpochInfo.unreadable(epoch, entry.modified(), e));
        }
      }
    }
    return list;
  }

  /** All epochs, newest first; every byte of their files is read. */
  public List<EpochInfo> verify() throws IOException {
    Verification verification = new Verification(storage);
    List<EpochInfo> verified = new ArrayList<>();
    for (EpochInfo info : list()) {
      verified.add(info.defect().isPresent() ? info : verify(info, verification));
    }
    return verified;
  }

  private EpochInfo verify(EpochInfo info, Verification verification) throws IOException {
    Manifest manifest = read(info.epoch());
    try {
      verification.checkAll(manifest);
      return info;
    } catch (CorruptStateException e) {
      return EpochInfo.of(manifest, Optional.of(EpochInfo.text(e)));
    }
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
