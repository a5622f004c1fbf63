package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Entry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/*
 * Why this order. Files are listed first, then runs: if no newer run had been claimed by then, none
 * of the listed files belongs to a newer run, and only listed files are deleted. Manifests go before
 * the files that they name: a crash in between leaves files too many, which the next pruning finds.
 */
/** One deletion of what a store needs no more. One thread. */
final class Pruning {

  private final CheckpointStore store;
  private final Storage storage;
  private final long run;

  Pruning(CheckpointStore store, long run) {
    this.store = store;
    this.storage = store.storage();
    this.run = run;
  }

  void prune(int retained, Set<Long> keep) throws IOException {
    List<Entry> files = storage.list(StoreNames.STATE);
    Runs runs = Runs.read(storage);
    if (runs.newest() > run) {
      throw new FencedException(
          "another process has begun run " + runs.newest() + "; run " + run + " deletes nothing");
    }
    NavigableMap<Long, Optional<Manifest>> manifests = readManifests();
    List<Long> unneeded = unneeded(manifests, runs, retained, keep);
    storage.delete(unneeded.stream().map(StoreNames::epoch).toList());
    unneeded.forEach(manifests::remove);
    storage.delete(orphans(files, manifests));
    storage.delete(runs.before(oldestRun(manifests)));
  }

  /** By epoch; a damaged one is empty. */
  private NavigableMap<Long, Optional<Manifest>> readManifests() throws IOException {
    NavigableMap<Long, Optional<Manifest>> manifests = new TreeMap<>();
    for (long epoch : store.epochs()) {
      try {
        manifests.put(epoch, Optional.of(store.read(epoch)));
      } catch (CorruptStateException e) {
        manifests.put(epoch, Optional.empty());
      } catch (NoSuchFileException e) {
        // a deletion of an earlier pruning has only now taken effect
      }
    }
    return manifests;
  }

  private static List<Long> unneeded(
      NavigableMap<Long, Optional<Manifest>> manifests, Runs runs, int retained, Set<Long> keep) {
    List<Long> unneeded = new ArrayList<>();
    int alive = 0;
    for (Map.Entry<Long, Optional<Manifest>> entry : manifests.descendingMap().entrySet()) {
      long epoch = entry.getKey();
      Optional<Manifest> manifest = entry.getValue();
      boolean usable = manifest.isPresent() && !runs.isDead(epoch, manifest.get().run());
      boolean old = alive >= retained;
      boolean dead = manifest.isPresent() && !usable && alive > 0;
      boolean wanted = keep.contains(epoch) || manifest.flatMap(Manifest::savepoint).isPresent();
      if ((old || dead) && !wanted) {
        unneeded.add(epoch);
      }
      alive += usable ? 1 : 0;
    }
    return unneeded;
  }

  private List<String> orphans(
      List<Entry> files, NavigableMap<Long, Optional<Manifest>> manifests) {
    Set<String> named = new HashSet<>();
    long newestOwn = 0;
    long newestDamaged = 0;
    for (Map.Entry<Long, Optional<Manifest>> entry : manifests.entrySet()) {
      if (entry.getValue().isPresent()) {
        Manifest manifest = entry.getValue().get();
        manifest.files().stream().map(StateFile::name).forEach(named::add);
        newestOwn = manifest.run() == run ? entry.getKey() : newestOwn;
      } else {
        newestDamaged = entry.getKey();
      }
    }
    List<String> orphans = new ArrayList<>();
    for (Entry file : files) {
      if (!named.contains(file.name()) && isOver(file.name(), newestOwn, newestDamaged)) {
        orphans.add(file.name());
      }
    }
    return orphans;
  }

  /**
   * Whether nobody can need it who does not name it: it is of a run that is over, or of an epoch of
   * this run that is. What a damaged manifest may name stays until that manifest goes.
   */
  private boolean isOver(String file, long newestOwn, long newestDamaged) {
    Optional<StoreNames.StateName> name = StoreNames.state(file);
    return name.isPresent()
        && name.get().epoch() > newestDamaged
        && (name.get().run() < run || (name.get().run() == run && name.get().epoch() <= newestOwn));
  }

  /** The records of earlier runs than this are of no meaning any more. */
  private long oldestRun(NavigableMap<Long, Optional<Manifest>> manifests) {
    long oldest = run;
    for (Optional<Manifest> manifest : manifests.values()) {
      oldest = Math.min(oldest, manifest.map(Manifest::run).orElse(0L));
    }
    return oldest;
  }
}
