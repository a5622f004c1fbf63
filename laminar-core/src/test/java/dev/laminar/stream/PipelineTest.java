package dev.laminar.stream;

import static dev.laminar.stream.AggregateExpression.count;
import static dev.laminar.stream.AggregateExpression.max;
import static dev.laminar.stream.AggregateExpression.sum;
import static dev.laminar.stream.Expression.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.Job;
import dev.laminar.JobStatus;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.Pipeline;
import dev.laminar.data.Change;
import dev.laminar.data.Row;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

  record Flight(LocalDateTime date, String origin, int delay) {}

  record Late(LocalDateTime date, String origin, String label) {}

  record Airport(String code, String city) {}

  private static final List<Flight> FLIGHTS =
      List.of(
          flight(0, "LAS", 20),
          flight(10, "DTW", 3),
          flight(30, "LAS", 50),
          flight(70, "LAS", 16),
          flight(80, "DTW", 99));

  private final Laminar laminar = Laminar.builder().workers(2).build();

  private static Flight flight(int minute, String origin, int delay) {
    return new Flight(LocalDateTime.parse("2001-01-01T00:00").plusMinutes(minute), origin, delay);
  }

  @AfterEach
  void nothingIsLeft() {
    laminar.close();
    assertThat(laminar.memoryUsed()).isZero();
  }

  private DataStream<Flight> flights(Pipeline pipeline) {
    return pipeline.source("flights", Flight.class, FLIGHTS).eventTime("date", Duration.ZERO);
  }

  private static void run(Pipeline pipeline) throws InterruptedException {
    try (Job job = pipeline.start()) {
      job.await();
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    }
  }

  private static List<List<Object>> values(Collected<Row> rows, int... columns) {
    List<List<Object>> values = new ArrayList<>();
    for (Row row : rows.values()) {
      List<Object> some = new ArrayList<>();
      for (int column : columns) {
        some.add(row.get(column));
      }
      values.add(some);
    }
    return values;
  }

  @Test
  void windowedAggregate_ofFilteredRecords_closesEveryWindow() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("late");
    Collected<Row> result =
        flights(pipeline)
            .filter(col("delay").greaterThan(15))
            .keyBy("origin")
            .window(Window.tumble(Duration.ofHours(1)))
            .aggregate(count().as("late"), max("delay").as("worst"))
            .collect();
    run(pipeline);
    assertThat(values(result, 0, 3, 4))
        .containsExactlyInAnyOrder(
            List.of("LAS", 2L, 50L), List.of("LAS", 1L, 16L), List.of("DTW", 1L, 99L));
  }

  @Test
  void javaFunctions_mapAndFlatMapRecords_andKeepEventTime() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("labels");
    Collected<Row> result =
        flights(pipeline)
            .filter(flight -> flight.delay() > 15)
            .<Late>flatMap(
                Late.class,
                (flight, out) -> {
                  out.accept(new Late(flight.date(), flight.origin(), "late"));
                  if (flight.delay() > 60) {
                    out.accept(new Late(flight.date(), flight.origin(), "very late"));
                  }
                })
            .keyBy("label")
            .window(Window.tumble(Duration.ofDays(1)))
            .aggregate(count())
            .collect();
    run(pipeline);
    assertThat(values(result, 0, 3))
        .containsExactlyInAnyOrder(List.of("late", 4L), List.of("very late", 1L));
  }

  @Test
  void updatingAggregate_collectsItsLastResult_andIsRefusedWhereOnlyInsertsGo()
      throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("totals");
    DataStream<Row> totals = flights(pipeline).keyBy("origin").aggregate(sum("delay").as("total"));
    Collected<Row> result = totals.collect();
    List<Change<Row>> changes = Collections.synchronizedList(new ArrayList<>());
    totals.forEachChange(changes::add);
    assertThatThrownBy(() -> totals.forEach(row -> {}))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("forEachChange");
    run(pipeline);
    assertThat(values(result, 0, 1))
        .containsExactlyInAnyOrder(List.of("LAS", 86L), List.of("DTW", 102L));
    assertThat(changes).filteredOn(Change::insert).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void join_addsTheColumnsOfTheOtherSide() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("cities");
    DataStream<Airport> airports =
        pipeline.source("airports", Airport.class, List.of(new Airport("LAS", "Las Vegas")));
    Collected<Row> result =
        flights(pipeline)
            .join(airports)
            .on("origin", "code")
            .rows()
            .select(col("city"), col("delay").plus(1).as("more"))
            .collect();
    run(pipeline);
    assertThat(values(result, 0, 1))
        .containsExactlyInAnyOrder(
            List.of("Las Vegas", 21L), List.of("Las Vegas", 51L), List.of("Las Vegas", 17L));
  }

  @Test
  void windowedStreams_joinWithinEqualWindows() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("windows");
    DataStream<Flight> flights = flights(pipeline);
    Window hour = Window.tumble(Duration.ofHours(1));
    DataStream<Row> counts = flights.keyBy("origin").window(hour).aggregate(count().as("n"));
    DataStream<Row> worst = flights.keyBy("origin").window(hour).aggregate(max("delay").as("w"));
    Collected<Row> result =
        counts.join(worst).on("origin").rows().select(col("origin"), col("n"), col("w")).collect();
    run(pipeline);
    assertThat(values(result, 0, 1, 2))
        .containsExactlyInAnyOrder(
            List.of("LAS", 2L, 50L),
            List.of("DTW", 1L, 3L),
            List.of("LAS", 1L, 16L),
            List.of("DTW", 1L, 99L));
  }

  @Test
  void unionAndDistinct_giveEachRowOnce() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("distinct");
    DataStream<Row> origins = flights(pipeline).select(col("origin"));
    Collected<Row> result = origins.union(origins).distinct().collect();
    run(pipeline);
    assertThat(values(result, 0)).containsExactlyInAnyOrder(List.of("LAS"), List.of("DTW"));
  }

  @Test
  void publisherFeeds_andSubscriberIsFed_withItsOwnDemand() throws InterruptedException {
    List<Flight> received = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch complete = new CountDownLatch(1);
    Pipeline pipeline = laminar.pipeline("flow");
    SubmissionPublisher<Flight> publisher = new SubmissionPublisher<>();
    pipeline
        .source("flights", Flight.class, publisher)
        .filter(flight -> flight.origin().equals("LAS"))
        .subscribe(oneByOne(received, complete));
    try (Job job = pipeline.start()) {
      while (publisher.getNumberOfSubscribers() == 0) {
        Thread.onSpinWait();
      }
      FLIGHTS.forEach(publisher::submit);
      publisher.close();
      job.await();
    }
    assertThat(complete.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(received).containsExactly(FLIGHTS.get(0), FLIGHTS.get(2), FLIGHTS.get(3));
  }

  private static Flow.Subscriber<Flight> oneByOne(List<Flight> received, CountDownLatch complete) {
    return new Flow.Subscriber<>() {
      private Flow.Subscription subscription =
          new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
          };

      @Override
      public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(1);
      }

      @Override
      public void onNext(Flight flight) {
        received.add(flight);
        subscription.request(1);
      }

      @Override
      public void onError(Throwable error) {
        throw new AssertionError(error);
      }

      @Override
      public void onComplete() {
        complete.countDown();
      }
    };
  }

  @Test
  void iterator_isReadOnce() throws InterruptedException {
    Pipeline pipeline = laminar.pipeline("once");
    Collected<Flight> result =
        pipeline.source("flights", Flight.class, FLIGHTS.iterator()).collect();
    run(pipeline);
    assertThat(result.values()).containsExactlyElementsOf(FLIGHTS);
    try (Job again = pipeline.start()) {
      assertThatThrownBy(again::await)
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("read only once");
    }
  }

  @Test
  void unknownColumn_namesTheNearest() {
    Pipeline pipeline = laminar.pipeline("wrong");
    assertThatThrownBy(() -> flights(pipeline).filter(col("delai").greaterThan(3)))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("'delai'")
        .hasMessageContaining("did you mean 'delay'");
  }

  @Test
  void tenPipelines_costNoThreadEach() throws InterruptedException {
    int before = Thread.activeCount();
    List<Job> jobs = new ArrayList<>();
    List<SubmissionPublisher<Flight>> publishers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Pipeline pipeline = laminar.pipeline("p" + i);
      SubmissionPublisher<Flight> publisher = new SubmissionPublisher<>(Runnable::run, 16);
      publishers.add(publisher);
      pipeline.source("flights", Flight.class, publisher).filter(f -> true).collect();
      jobs.add(pipeline.start());
    }
    assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(4);
    publishers.forEach(SubmissionPublisher::close);
    for (Job job : jobs) {
      job.await();
      job.close();
    }
  }
}
