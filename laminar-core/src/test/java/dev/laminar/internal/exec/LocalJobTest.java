package dev.laminar.internal.exec;

import static dev.laminar.internal.exec.Pipelines.doubled;
import static dev.laminar.internal.exec.Pipelines.plan;
import static dev.laminar.internal.exec.Pipelines.scan;
import static dev.laminar.internal.exec.Pipelines.sink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.Laminar;
import dev.laminar.spi.Sink.ChangelogSupport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalJobTest {

  private final Laminar laminar = Laminar.builder().workers(2).build();

  @AfterEach
  void close() {
    assertThat(laminar.memoryUsed()).isZero();
    laminar.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("laminar-"));
  }

  static List<Object[]> rows(String key, int count) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Object[] {key, (long) i, i * 1000L});
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, true, 8192", "3, true, 8192", "2, false, 8192", "2, true, 1", "3, false, 1"})
  void rows_goFromSplitsThroughOperatorsToSinks(int parallelism, boolean blocking, int batchRows)
      throws InterruptedException {
    RowsSource source = new RowsSource(Pipelines.ROWS);
    source.split("a", rows("a", 100)).split("b", rows("b", 50)).split("c", List.of());
    source.blocking = blocking;
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    JobOptions options = JobOptions.DEFAULT.withParallelism(parallelism).withBatchRows(batchRows);

    Job job = laminar.start(plan(sink(doubled(scan(source)), sink)), options);

    assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(sink.rows()).isEqualTo(150);
    assertThat(sink.total()).hasSize(150).containsEntry("[b, 98, 49000]", 1);
    assertThat(sink.open).hasValue(0);
    assertThat(source.open).hasValue(0);
    assertThat(sink.finished).hasValue(parallelism);
    assertThat(job.metrics().sources().getFirst().rows()).isEqualTo(150);
  }
}
