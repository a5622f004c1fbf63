package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;

/** Surroundings for operators that a test drives by hand: alone, with a clock in microseconds. */
record TestContext(BufferAllocator allocator, LongSupplier micros) implements OperatorContext {

  @Override
  public KeyGroups keyGroups() {
    return KeyGroups.all();
  }

  @Override
  public int subtask() {
    return 0;
  }

  @Override
  public int parallelism() {
    return 1;
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(0, micros.getAsLong() * 1000);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Override
  public int batchRows() {
    return 4096;
  }

  @Override
  public Counter counter(String name) {
    return count -> {};
  }

  @Override
  public void bad(BadRecord row) {
    throw new LaminarException(ErrorCode.BAD_DATA, row.error());
  }
}
