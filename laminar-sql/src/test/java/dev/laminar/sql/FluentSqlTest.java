package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.Job;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.Pipeline;
import dev.laminar.data.Row;
import dev.laminar.stream.Collected;
import dev.laminar.stream.DataStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
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
