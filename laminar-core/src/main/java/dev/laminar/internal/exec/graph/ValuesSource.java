package dev.laminar.internal.exec.graph;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.Node;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows that stand in the plan itself. Its position is the number of the next row. */
record ValuesSource(Node.Values values) implements Source {

  @Override
  public Schema schema() {
    return values.schema();
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public List<Split> splits(int parallelism) {
    return List.of(new Split("values", ""));
  }

  @Override
  public SplitReader<Integer> open(Split split, ReadContext context) {
    return new Reader(values, context);
  }

  /** Chunks are numbers of rows. */
  private static final class Reader implements SplitReader<Integer> {
    private final Node.Values values;
    private final ReadContext context;
    private int next;

    Reader(Node.Values values, ReadContext context) {
      this.values = values;
      this.context = context;
      this.next = context.position().map(Integer::parseInt).orElse(0);
    }

    @Override
    public @Nullable Integer fetch() {
      int left = values.rows().size() - next;
      return left == 0 ? null : Math.min(left, context.maxRows());
    }

    @Override
    public long bytes(Integer chunk) {
      return chunk;
    }

    @Override
    public void read(Integer chunk, SourceOutput output) {
      try (BatchBuilder rows = new BatchBuilder(context.allocator(), values.schema())) {
        for (int i = 0; i < chunk; i++) {
          rows.add(values.rows().get(next + i).toArray());
        }
        next += chunk;
        output.emit(rows.build());
      }
    }

    @Override
    public String position() {
      return Integer.toString(next);
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public void close() {}
  }
}
