package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.testing.Change;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One operator fed by hand, for results that are not known exactly. */
final class TestRun implements AutoCloseable, Output {
  private final BufferAllocator allocator = new RootAllocator();
  private final Operator operator;
  private final Schema schema;
  private final List<Change> changes = new ArrayList<>();

  TestRun(Operator operator, Schema schema) {
    this.operator = operator;
    this.schema = schema;
    operator.open(new TestContext(allocator, () -> 0));
  }

  void feed(List<Change> rows) {
    try (BatchBuilder builder = new BatchBuilder(allocator, schema)) {
      rows.forEach(row -> builder.change(row.weight(), row.row().toArray()));
      operator.process(0, builder.build(), this);
    }
  }

  void tick() {
    operator.onTick(1, this);
  }

  List<Change> changes() {
    return changes;
  }

  @Override
  public void emit(Batch batch) {
    try (batch) {
      changes.addAll(Change.of(batch));
    }
  }

  @Override
  public void watermark(long time) {
    throw new IllegalStateException("an aggregate raises no watermark");
  }

  @Override
  public void close() {
    operator.close();
    allocator.close();
  }
}
