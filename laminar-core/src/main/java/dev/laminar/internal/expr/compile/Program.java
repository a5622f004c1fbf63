package dev.laminar.internal.expr.compile;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.RowErrors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter and computed columns as a compiled loop; one without null checks for batches that have
 * no nulls, another for those that have. Each is compiled when the first such batch comes. One
 * thread.
 */
public final class Program {

  private static final int LIMIT = 140;

  private final Optional<Expr> filter;
  private final List<Expr> outputs;
  private final Clock clock;
  private final Map<List<Integer>, Expr> inputs = new LinkedHashMap<>();
  private final Column[] columns;
  private final long[] validity;
  private final List<MemorySegment> bitmaps = new ArrayList<>();
  private @Nullable Loop fast;
  private @Nullable Loop checked;

  public Program(Optional<Expr> filter, List<Expr> outputs, Clock clock) {
    this.filter = filter.map(Chunks::split);
    this.outputs = outputs.stream().map(Chunks::split).toList();
    this.clock = clock;
    this.filter.ifPresent(this::collect);
    this.outputs.forEach(this::collect);
    this.columns = new Column[inputs.size()];
    this.validity = new long[inputs.size()];
  }

  private void collect(Expr expr) {
    Optional<List<Integer>> path = Paths.of(expr);
    if (path.isPresent()) {
      inputs.putIfAbsent(path.get(), expr);
    } else {
      Weights.children(expr).forEach(this::collect);
    }
  }

  /**
   * Filters and computes all rows.
   *
   * @param selected gets the numbers of the rows that pass, if some did not
   * @return how many rows passed
   */
  public int run(Batch batch, int[] selected, ColumnBuilder[] out, RowErrors errors) {
    boolean nulls = resolve(batch);
    Loop loop = loop(nulls);
    Instant instant = clock.instant();
    loop.now = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    try {
      int kept = loop.run(columns, validity, batch.rows(), selected, out, errors);
      return loop.keepsAll() ? batch.rows() : kept;
    } finally {
      Reference.reachabilityFence(loop);
      Reference.reachabilityFence(bitmaps);
    }
  }

  /** Compiles now what would be compiled at the first batch without nulls. */
  public void prepare() {
    loop(false);
  }

  private Loop loop(boolean nulls) {
    Loop known = nulls ? checked : fast;
    if (known != null) {
      return known;
    }
    Loop made = compile(nulls, LIMIT);
    if (nulls) {
      checked = made;
    } else {
      fast = made;
    }
    return made;
  }

  private Loop compile(boolean nulls, int limit) {
    LoopSource.Source source = LoopSource.write(filter, outputs, inputs, nulls, limit);
    LoopCompiler.Compiled compiled = LoopCompiler.compile(source.text());
    if (compiled.largestMethod() > LoopCompiler.LARGEST_METHOD && limit > 10) {
      return compile(nulls, limit / 2);
    }
    return LoopCompiler.instance(compiled, source.constants());
  }

  /** Finds the columns that are read; true if one of them has nulls. */
  private boolean resolve(Batch batch) {
    bitmaps.clear();
    boolean nulls = false;
    int k = 0;
    for (List<Integer> path : inputs.keySet()) {
      Column column = batch.column(path.getFirst());
      long bits = column.validityAddress();
      for (int i = 1; i < path.size(); i++) {
        column = column.child(path.get(i));
        bits = both(bits, column.validityAddress(), batch.rows());
      }
      columns[k] = column;
      validity[k] = bits;
      nulls |= bits != 0;
      k++;
    }
    return nulls;
  }

  private long both(long a, long b, int rows) {
    if (a == 0 || b == 0) {
      return a == 0 ? b : a;
    }
    int bytes = (rows + 7) / 8;
    MemorySegment bitmap = Arena.ofAuto().allocate(Math.max(1, bytes));
    bitmaps.add(bitmap);
    for (int i = 0; i < bytes; i++) {
      Mem.putByte(bitmap.address() + i, (byte) (Mem.getByte(a + i) & Mem.getByte(b + i)));
    }
    return bitmap.address();
  }
}
