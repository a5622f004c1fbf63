package dev.laminar.testing;

import dev.laminar.data.Batch;
import dev.laminar.internal.operator.Frozen;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.state.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One instance's share of a snapshot, as it is being written; it decides at random which tables are
 * written whole. Checks that the instance keeps the contract of {@link SnapshotWriter}. One thread.
 */
final class HarnessSnapshot implements SnapshotWriter, AutoCloseable {

  private final HarnessChain chain;
  private final KeyGroups owned;
  private final Random random;
  private final Map<String, Boolean> changes = new HashMap<>();
  private final Map<String, byte[]> values = new HashMap<>();
  private List<HarnessChain.Piece> pieces = new ArrayList<>();
  private Frozen rest = Frozen.NOTHING;
  private boolean frozen;

  HarnessSnapshot(HarnessChain chain, KeyGroups owned, Random random) {
    this.chain = chain;
    this.owned = owned;
    this.random = random;
  }

  void freeze(Operator operator) {
    rest = operator.snapshot(this);
    frozen = true;
  }

  /** Writes a piece; false if nothing is left. */
  boolean writeSome() {
    boolean more = rest.writeSome();
    if (!more) {
      rest = Frozen.NOTHING;
    }
    return more;
  }

  KeyGroups owned() {
    return owned;
  }

  boolean isChanges(String table) {
    return changes.getOrDefault(table, false);
  }

  Map<String, byte[]> values() {
    return values;
  }

  /** Hands over what was written. */
  List<HarnessChain.Piece> take() {
    List<HarnessChain.Piece> taken = pieces;
    pieces = new ArrayList<>();
    return taken;
  }

  // ---- the operator's side

  @Override
  public boolean changesOnly(String table) {
    if (frozen) {
      throw new IllegalStateException("asked about table " + table + " after the barrier");
    }
    if (pieces.stream().anyMatch(piece -> piece.table().equals(table))) {
      throw new IllegalStateException("asked about table " + table + " after rows of it");
    }
    boolean only = !chain.isEmpty() && random.nextInt(3) != 0;
    if (changes.put(table, only) != null) {
      throw new IllegalStateException("asked twice about table " + table);
    }
    return only;
  }

  @Override
  public void put(String table, int keyGroup, Batch rows) {
    keep(table, keyGroup, true, rows);
  }

  @Override
  public void remove(String table, int keyGroup, Batch keys) {
    if (!isChanges(table)) {
      keys.close();
      throw new IllegalStateException("a removal from table " + table + ", which is written whole");
    }
    keep(table, keyGroup, false, keys);
  }

  private void keep(String table, int keyGroup, boolean put, Batch rows) {
    try (rows) {
      if (!owned.contains(keyGroup)) {
        throw new IllegalStateException("key group " + keyGroup + " is not the instance's");
      }
      pieces.add(new HarnessChain.Piece(table, keyGroup, put, chain.copy(rows)));
    }
  }

  @Override
  public void instance(String name, byte[] value) {
    values.put(name, value.clone());
  }

  @Override
  public void close() {
    pieces.forEach(piece -> piece.rows().close());
    pieces.clear();
  }
}
