package dev.laminar.internal.exec;

import dev.laminar.data.BatchBuilder;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.time.Instant;
import org.apache.arrow.memory.BufferAllocator;

/** Collects the dead letters that a task writes to one table. Belongs to the task. */
final class DeadLetters implements AutoCloseable {

  private final String table;
  private final Outlet outlet;
  private final Clock clock;
  private final BatchBuilder rows;

  DeadLetters(String table, Outlet outlet, Clock clock, BufferAllocator allocator) {
    this.table = table;
    this.outlet = outlet;
    this.clock = clock;
    this.rows = new BatchBuilder(allocator, Plan.DEAD_LETTER);
  }

  String table() {
    return table;
  }

  Outlet outlet() {
    return outlet;
  }

  void add(BadRecord record, String source, String split, String operator) {
    Instant instant = clock.instant();
    long now = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    rows.add(record.raw(), source, split, record.position(), operator, record.error(), now);
  }

  /** Sends what has been collected. */
  void flush() {
    if (rows.rows() > 0) {
      outlet.emit(rows.build());
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
