package dev.laminar.internal.expr;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.internal.expr.compile.Paths;
import dev.laminar.internal.expr.compile.Program;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A filter and projections over batches.
 *
 * <p>A projection that only names a column or a field of one shares it (where rows are left out,
 * chooses its rows); a literal is filled in; all others are computed in one loop. A calc of names
 * and literals alone compiles nothing.
 *
 * <p><b>State:</b> buffers that are used again. <b>Threads:</b> one.
 */
public final class CompiledCalc {

  /** Below this share of rows kept, computed columns are copied into memory of their own size. */
  private static final int TRIMMED = 4;

  private final List<Expr> projections;
  private final List<Expr> computed = new ArrayList<>();
  private final @Nullable Program program;
  private final boolean passesNone;
  private int[] selected = {};

  CompiledCalc(Optional<Expr> filter, List<Expr> projections, Clock clock) {
    this.projections = List.copyOf(projections);
    for (Expr projection : projections) {
      if (isComputed(projection)) {
        computed.add(projection);
      }
    }
    boolean trivial = filter.isEmpty() || filter.get() instanceof Expr.Literal;
    passesNone = filter.isPresent() && trivial && !isTrue(filter.get());
    program =
        passesNone || (trivial && computed.isEmpty())
            ? null
            : new Program(trivial ? Optional.empty() : filter, computed, clock);
  }

  private static boolean isTrue(Expr filter) {
    return filter instanceof Expr.Literal literal && Boolean.TRUE.equals(literal.value());
  }

  private static boolean isComputed(Expr projection) {
    return !(projection instanceof Expr.Literal) && Paths.of(projection).isEmpty();
  }

  /**
   * The rows that pass, with their weights, as one new batch. The input stays open; its columns may
   * be shared.
   */
  public Batch apply(Batch input, BufferAllocator allocator, RowErrors onError) {
    ColumnBuilder[] builders = new ColumnBuilder[computed.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = new ColumnBuilder(allocator, computed.get(i).type());
    }
    try {
      int kept = run(input, builders, onError);
      try (Batch named = named(input, kept, allocator);
          Batch made = made(builders, kept, input.rows(), allocator)) {
        return assemble(named, made, kept, allocator);
      }
    } finally {
      for (ColumnBuilder builder : builders) {
        builder.close();
      }
    }
  }

  private int run(Batch input, ColumnBuilder[] builders, RowErrors onError) {
    if (program == null) {
      return passesNone ? 0 : input.rows();
    }
    if (selected.length < input.rows()) {
      selected = new int[input.rows()];
    }
    return program.run(input, selected, builders, onError);
  }

  /** The columns that projections name, in their order, and the weights. */
  private Batch named(Batch input, int kept, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    for (Expr projection : projections) {
      Optional<List<Integer>> path = Paths.of(projection);
      if (path.isPresent()) {
        columns.add(StructFields.resolve(input, path.get(), allocator));
      }
    }
    Column weights = input.weights();
    Batch all =
        Batch.changes(
            input.rows(),
            weights == null ? null : weights.retain(),
            columns.toArray(Column[]::new));
    if (kept == input.rows()) {
      return all;
    }
    try (all) {
      return all.gather(allocator, selected, kept);
    }
  }

  /** The computed columns. */
  private static Batch made(
      ColumnBuilder[] builders, int kept, int rows, BufferAllocator allocator) {
    Column[] columns = new Column[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    Batch full = Batch.of(kept, columns);
    if (columns.length == 0 || (long) kept * TRIMMED >= rows) {
      return full;
    }
    int[] same = new int[kept];
    Arrays.setAll(same, i -> i);
    try (full) {
      return full.gather(allocator, same, kept);
    }
  }

  private Batch assemble(Batch named, Batch made, int rows, BufferAllocator allocator) {
    Column[] columns = new Column[projections.size()];
    int nextNamed = 0;
    int nextMade = 0;
    for (int i = 0; i < columns.length; i++) {
      Expr projection = projections.get(i);
      if (projection instanceof Expr.Literal literal) {
        columns[i] = Literals.column(literal, rows, allocator);
      } else if (isComputed(projection)) {
        columns[i] = made.column(nextMade++).retain();
      } else {
        columns[i] = named.column(nextNamed++).retain();
      }
    }
    Column weights = named.weights();
    return Batch.changes(rows, weights == null ? null : weights.retain(), columns);
  }
}
