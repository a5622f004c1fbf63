package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.internal.state.join.Consolidation;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the changes between two ticks, so that one net change for each distinct row goes out at
 * the tick, retracts first. To be exact over several instances, its input is exchanged by all
 * columns. <b>State:</b> what has come since the last tick. <b>Threads:</b> the owning task only.
 */
public final class ConsolidateOperator implements Operator {

  private static final String WAITING = "waiting";

  private final Schema schema;
  private @Nullable OperatorContext context;
  private @Nullable Consolidation waiting;

  public ConsolidateOperator(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    waiting = new Consolidation(newContext.allocator(), schema.types());
  }

  private Consolidation waiting() {
    if (waiting == null) {
      throw new IllegalStateException("not open");
    }
    return waiting;
  }

  private OperatorContext context() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    waiting().add(batch);
  }

  @Override
  public void onTick(long number, Output output) {
    waiting().drain(context().batchRows(), output::emit);
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    KeyedRows keyed = new KeyedRows(writer, context());
    for (Batch batch : waiting().pending()) {
      keyed.write(WAITING, batch, Columns.all(schema.size()), context());
    }
    return Frozen.NOTHING;
  }

  @Override
  public void restore(SnapshotReader reader) {
    reader.read(WAITING, batch -> waiting().add(KeyedRows.withWeights(batch)));
  }

  @Override
  public long stateBytes() {
    return waiting().bytes();
  }

  @Override
  public void close() {
    if (waiting != null) {
      waiting.close();
    }
  }
}
