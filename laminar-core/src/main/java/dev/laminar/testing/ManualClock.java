package dev.laminar.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that moves when the test says so; it starts at the epoch. Any thread. */
public final class ManualClock extends Clock {
  private volatile Instant now = Instant.EPOCH;

  /** Sets the time, in microseconds since the epoch. */
  public void set(long micros) {
    now = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The time, in microseconds since the epoch. */
  public long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(this, java.time.Duration.ZERO).withZone(zone);
  }
}
