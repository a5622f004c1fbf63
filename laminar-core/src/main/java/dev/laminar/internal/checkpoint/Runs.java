package dev.laminar.internal.checkpoint;

import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/*
 * How two processes cannot both believe that the job is theirs.
 *
 * A process claims a run, and only then looks for the newest epoch, writes down that it goes on from
 * there ("base"), and begins. A process that makes a manifest looks, after it has made it, whether a
 * newer run has been claimed. One of two that race sees the other: either the newer run finds the
 * manifest and goes on from it, or the maker finds the newer run, is told so, and commits nothing to
 * any sink. In the second case the manifest may stay behind though the newer run has gone on from an
 * older one; it is recognized by the newer run's base and never used. So no clock and no lock that
 * can expire is needed, only objects that are made if absent.
 */
/** The runs of a job as they stood in the storage at one moment. Immutable. */
record Runs(NavigableMap<Long, Long> bases, List<String> names) {

  private static final long NO_BASE = Long.MAX_VALUE;

  static Runs read(Storage storage) throws IOException {
    NavigableMap<Long, Long> bases = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (Entry entry : storage.list(StoreNames.RUNS)) {
      StoreNames.number(entry.name()).ifPresent(run -> bases.putIfAbsent(run, NO_BASE));
      StoreNames.base(entry.name())
          .ifPresent(base -> bases.merge(base.run(), base.epoch(), Math::min));
      names.add(entry.name());
    }
    return new Runs(bases, names);
  }

  /** The largest number claimed, or 0. */
  long newest() {
    return bases.isEmpty() ? 0 : bases.lastKey();
  }

  /** Whether a later run has gone on from an earlier epoch than this one. */
  boolean isDead(long epoch, long run) {
    return bases.tailMap(run, false).values().stream().anyMatch(base -> base < epoch);
  }

  /** The records of runs before {@code run}, except the newest. */
  List<String> before(long run) {
    Map<Long, Long> old = bases.headMap(Math.min(run, newest()), false);
    return names.stream().filter(name -> old.containsKey(runOf(name))).toList();
  }

  private static long runOf(String name) {
    return StoreNames.base(name)
        .map(StoreNames.Base::run)
        .orElseGet(() -> StoreNames.number(name).orElse(-1));
  }
}
