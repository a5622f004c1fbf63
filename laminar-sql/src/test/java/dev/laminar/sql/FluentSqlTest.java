package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.Job;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.Pipeline;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import dev.laminar.stream.Collected;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.Table;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FluentSqlTest {

  record Ride(LocalDateTime at, String driver, double fare) {}

  private static final LocalDateTime NOON = LocalDateTime.parse("2024-01-01T12:00");
  private static final List<Ride> RIDES =
      List.of(
          new Ride(NOON, "ann", 2.5),
          new Ride(NOON.plusSeconds(30), "bob", 4),
          new Ride(NOON.plusSeconds(90), "ann", 8));

  private static DataStream<Ride> rides(Pipeline pipeline) {
    return pipeline.source("rides", Ride.class, RIDES).eventTime("at", Duration.ZERO);
  }

  @Test
  void query_goesOnFromAStreamOfRecords() throws InterruptedException {
    try (Laminar laminar = Laminar.create()) {
      Pipeline pipeline = laminar.pipeline("rides");
      Collected<Row> totals =
          rides(pipeline)
              .filter(ride -> ride.fare() > 1)
              .sql("SELECT driver, sum(fare) AS total FROM input GROUP BY driver")
              .collect();
      Collected<Row> minutes =
          rides(pipeline)
              .sql("SELECT count(*) AS n FROM input GROUP BY tumble(interval '1 minute')")
              .collect();
      try (Job job = pipeline.start()) {
        job.await();
      }
      assertThat(totals.values().stream().map(row -> row.get("driver") + "=" + row.get("total")))
          .containsExactlyInAnyOrder("ann=10.5", "bob=4.0");
      assertThat(minutes.values().stream().map(row -> row.get("n")))
          .containsExactlyInAnyOrder(2L, 1L);
    }
  }

  @Test
  void standardOutput_isTheEnginesOwn() throws InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (Laminar laminar = Laminar.builder().output(output).build()) {
      Pipeline pipeline = laminar.pipeline("rides");
      rides(pipeline).to(Table.of("stdout"));
      try (Job job = pipeline.start()) {
        job.await();
      }
    }
    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"driver\":\"bob\""));
  }

  /** With the system's clock it would take a quarter of an hour. */
  @Test
  void connectors_readTheEnginesClock() throws InterruptedException {
    try (Laminar laminar = Laminar.builder().clock(new HourlyClock()).build()) {
      Pipeline pipeline = laminar.pipeline("numbers");
      Schema columns = Schema.of(Field.required("counter", new DataType.Int(64, false)));
      Table numbers = Table.of("impulse").with("message_count", "1000").with("event_rate", "1");
      Collected<Row> rows = pipeline.source("numbers", columns, numbers).collect();
      try (Job job = pipeline.start()) {
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(rows.values()).hasSize(1000);
    }
  }

  /** An hour later each time that somebody looks. */
  private static final class HourlyClock extends Clock {
    private final AtomicLong looks = new AtomicLong();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(Duration.ofHours(looks.getAndIncrement()));
    }
  }

  @Test
  void wrongQuery_saysWhereItIsWrong() {
    try (Laminar laminar = Laminar.create()) {
      DataStream<Ride> rides = rides(laminar.pipeline("rides"));
      assertThatThrownBy(() -> rides.sql("SELECT drivr FROM input"))
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("drivr")
          .hasMessageContaining("driver");
    }
  }
}
