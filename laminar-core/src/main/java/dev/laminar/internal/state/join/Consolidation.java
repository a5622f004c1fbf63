package dev.laminar.internal.state.join;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sums up changes: of what was added between two calls of {@link #drain}, equal rows come out as
 * their sum, retracts before inserts, so that an insert and a retract of one row cancel.
 *
 * <p>Batches are kept as they came; rows are hashed and compared only if one is a retract.
 * <b>State: </b> the batches since the last drain. One thread.
 */
public final class Consolidation implements AutoCloseable {

  /** From so many rows on a batch is worth a gather of its own. */
  private static final int GATHERED = 64;

  private final BufferAllocator allocator;
  private final List<DataType> types;
  private final BatchEquality equality = new BatchEquality();
  private List<Batch> batches = new ArrayList<>();
  private boolean retracts;
  private int rows;

  // One entry for each distinct row: its first occurrence and its weight.
  private int[] table = new int[0]; // entry + 1, or 0
  private long[] entryHashes = new long[0];
  private int[] entryBatches = new int[0];
  private int[] entryRows = new int[0];
  private long[] entryWeights = new long[0];
  private int entries;

  public Consolidation(BufferAllocator allocator, List<DataType> types) {
    this.allocator = allocator;
    this.types = types;
  }

  /** Takes over the batch. */
  public void add(Batch batch) {
    if (batch.rows() == 0) {
      batch.close();
      return;
    }
    batches.add(batch);
    rows = Math.addExact(rows, batch.rows());
    retracts |= !batch.insertsOnly();
  }

  /** What has been added and not yet drained; still this object's. */
  public List<Batch> pending() {
    return batches;
  }

  public long bytes() {
    return batches.stream().mapToLong(Batch::bytes).sum();
  }

  /** Hands over the sums and forgets them: all retracts, then all inserts. */
  public void drain(int batchRows, Consumer<Batch> out) {
    drainRetracts(batchRows, out);
    drainInserts(batchRows, out);
  }

  /**
   * The first half of {@link #drain}: rows whose sum is negative, in batches with weights. Nothing
   * may be added until the second half.
   */
  public void drainRetracts(int batchRows, Consumer<Batch> out) {
    if (retracts) {
      sum();
      emit(-1, batchRows, out);
    }
  }

  /** The second half of {@link #drain}: rows whose sum is positive, in batches without weights. */
  public void drainInserts(int batchRows, Consumer<Batch> out) {
    if (retracts) {
      emit(1, batchRows, out);
      close();
    } else {
      List<Batch> handed = batches;
      batches = new ArrayList<>();
      forget();
      handOver(handed, out);
    }
  }

  /** Frees what is left if the receiver fails. */
  private static void handOver(List<Batch> batches, Consumer<Batch> out) {
    int next = 0;
    try {
      while (next < batches.size()) {
        out.accept(batches.get(next++));
      }
    } finally {
      batches.subList(next, batches.size()).forEach(Batch::close);
    }
  }

  // ---- summing

  private void sum() {
    int slots = Integer.highestOneBit(Math.max(8, rows)) * 4;
    table = new int[slots];
    entryHashes = new long[rows];
    entryBatches = new int[rows];
    entryRows = new int[rows];
    entryWeights = new long[rows];
    entries = 0;
    int[] all = new int[types.size()];
    Arrays.setAll(all, i -> i);
    long[] hashes = new long[batches.stream().mapToInt(Batch::rows).max().orElse(0)];
    for (int b = 0; b < batches.size(); b++) {
      Batch batch = batches.get(b);
      KeyHash.hash(batch, all, hashes);
      for (int row = 0; row < batch.rows(); row++) {
        entryWeights[entry(hashes[row], b, row)] += batch.weight(row);
      }
    }
  }

  private int entry(long hash, int batch, int row) {
    int mask = table.length - 1;
    int at = (int) hash & mask;
    while (table[at] != 0) {
      int entry = table[at] - 1;
      if (entryHashes[entry] == hash && equal(entry, batch, row)) {
        return entry;
      }
      at = (at + 1) & mask;
    }
    table[at] = entries + 1;
    entryHashes[entries] = hash;
    entryBatches[entries] = batch;
    entryRows[entries] = row;
    return entries++;
  }

  private boolean equal(int entry, int batch, int row) {
    Batch other = batches.get(entryBatches[entry]);
    return equality.rows(other, entryRows[entry], batches.get(batch), row);
  }

  // ---- emitting

  /** Entries are in the order of their batches. */
  private void emit(int sign, int batchRows, Consumer<Batch> out) {
    try (BatchBuilder few = new BatchBuilder(allocator, types)) {
      int from = 0;
      while (from < entries) {
        int to = from;
        while (to < entries && entryBatches[to] == entryBatches[from]) {
          to++;
        }
        int[] selected = selected(sign, from, to);
        Batch batch = batches.get(entryBatches[from]);
        if (selected.length >= GATHERED || batches.size() == 1) {
          gather(sign, batch, selected, batchRows, out);
        } else {
          append(sign, batch, selected, few, batchRows, out);
        }
        from = to;
      }
      if (few.rows() > 0) {
        out.accept(few.build());
      }
    }
  }

  /** The rows of entries whose weight has that sign, each as often as it weighs. */
  private int[] selected(int sign, int from, int to) {
    long total = 0;
    for (int entry = from; entry < to; entry++) {
      total += Math.max(0, sign * entryWeights[entry]);
    }
    int[] selected = new int[Math.toIntExact(total)];
    int count = 0;
    for (int entry = from; entry < to; entry++) {
      for (long times = sign * entryWeights[entry]; times > 0; times--) {
        selected[count++] = entryRows[entry];
      }
    }
    return selected;
  }

  private void gather(int sign, Batch batch, int[] rowNumbers, int batchRows, Consumer<Batch> out) {
    for (int from = 0; from < rowNumbers.length; from += batchRows) {
      int[] some =
          Arrays.copyOfRange(rowNumbers, from, Math.min(rowNumbers.length, from + batchRows));
      Column[] columns = new Column[types.size()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(i).gather(allocator, some, some.length);
      }
      Column weights = sign > 0 ? null : retracts(some.length);
      out.accept(Batch.changes(some.length, weights, columns));
    }
  }

  private Column retracts(int count) {
    ArrowBuf data = allocator.buffer(Math.max(8, count));
    Mem.fill(data.memoryAddress(), count, (byte) -1);
    return Column.of(DataType.TINYINT, count, null, data);
  }

  private static void append(
      int sign,
      Batch batch,
      int[] rowNumbers,
      BatchBuilder few,
      int batchRows,
      Consumer<Batch> out) {
    for (int row : rowNumbers) {
      for (int i = 0; i < few.columnCount(); i++) {
        few.column(i).appendFrom(batch.column(i), row);
      }
      few.endRow(sign);
      if (few.rows() == batchRows) {
        out.accept(few.build());
      }
    }
  }

  private void forget() {
    batches.clear();
    retracts = false;
    rows = 0;
    entries = 0;
    table = new int[0];
    entryHashes = new long[0];
    entryBatches = new int[0];
    entryRows = new int[0];
    entryWeights = new long[0];
  }

  /** Frees what has not been drained; more may be added afterwards. */
  @Override
  public void close() {
    batches.forEach(Batch::close);
    forget();
  }
}
