package dev.laminar.cli;

import static dev.laminar.stream.AggregateExpression.count;
import static dev.laminar.stream.AggregateExpression.max;
import static dev.laminar.stream.Expression.col;

import dev.laminar.Job;
import dev.laminar.Laminar;
import dev.laminar.Pipeline;
import dev.laminar.data.Row;
import dev.laminar.stream.Collected;
import dev.laminar.stream.Table;
import dev.laminar.stream.Window;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** The program that the README shows, from the record on; {@link ReadmeTest} compares. */
final class LateFlights {

  private LateFlights() {}

  record Flight(LocalDateTime date, int delay, String origin) {}

  static List<Row> lateFlights() throws InterruptedException {
    Table file =
        Table.of("single_file")
            .with("path", "examples/data/flights.json")
            .with("json.timestamp_format", "yyyy/MM/dd HH:mm");
    try (Laminar laminar = Laminar.create()) {
      Pipeline pipeline = laminar.pipeline("late flights");
      Collected<Row> late =
          pipeline
              .source("flights", Flight.class, file)
              .eventTime("date", Duration.ZERO)
              .filter(flight -> flight.delay() > 15)
              .keyBy("origin")
              .window(Window.tumble(Duration.ofDays(1)))
              .aggregate(count().as("late"), max("delay").as("worst"))
              .filter(col("late").atLeast(6))
              .select(col("window_start").as("day"), col("origin"), col("late"), col("worst"))
              .collect();
      try (Job job = pipeline.start()) {
        job.await();
      }
      return late.values();
    }
  }
}
