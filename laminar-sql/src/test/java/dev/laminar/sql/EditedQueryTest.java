package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.CheckpointOptions;
import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.StopMode;
import dev.laminar.UpgradeReport;
import dev.laminar.UpgradeReport.Fate;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Services;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries that are edited between two runs, with checkpoints in a directory. */
class EditedQueryTest {

  private static final String TABLES =
      """
      CREATE TABLE numbers WITH (connector = 'impulse', message_count = %d, event_rate = 1000);
      CREATE TABLE out (k BIGINT, n BIGINT) WITH (connector = 'stdout', format = 'debezium_json');
      """;
  private static final String COUNT =
      "INSERT INTO out SELECT CAST(counter %% 2 AS BIGINT) AS k, count(*) FROM numbers GROUP BY 1;";

  @TempDir private Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Laminar laminar = Laminar.create();

  @AfterEach
  void close() {
    laminar.close();
  }

  private Plan plan(String query, int rows) {
    Services services = new Services(Clock.systemUTC(), () -> output, InputStream::nullInputStream);
    return SqlPlanner.create(Connectors.installed(), services)
        .plan(TABLES.formatted(rows) + query.replace("%%", "%"))
        .plan();
  }

  private JobOptions options(boolean allowEmptyState) {
    return JobOptions.DEFAULT.withCheckpoints(
        CheckpointOptions.at(folder.toUri()).withAllowEmptyState(allowEmptyState));
  }

  /** Reads some of 100,000 numbers and stops with a checkpoint. */
  private void begin() throws InterruptedException {
    try (Job job = laminar.start(plan(COUNT, 100_000), options(false))) {
      while (output.size() == 0) {
        Thread.sleep(10);
      }
      job.stop(StopMode.CHECKPOINT);
      job.await();
      assertThat(job.checkpoints()).isNotEmpty();
    }
  }

  private List<String> names(UpgradeReport report, Fate fate) {
    return report.parts(fate).stream().map(UpgradeReport.Part::name).toList();
  }

  @Test
  void unchangedParts_goOnWithTheirState() throws InterruptedException {
    begin();
    String edited =
        "INSERT INTO out SELECT n.rest, count(*) FROM"
            + " (SELECT CAST(counter %% 2 AS BIGINT) AS rest FROM numbers) AS n GROUP BY n.rest;";
    Plan plan = plan(edited, 4000);
    UpgradeReport report = laminar.checkUpgrade(plan, options(false));
    assertThat(report.isPossible()).isTrue();
    assertThat(names(report, Fate.KEPT))
        .containsExactly("source numbers", "aggregate of numbers", "sink out");
    assertThat(report.parts()).hasSize(3);
    output.reset();
    try (Job job = laminar.start(plan, options(false))) {
      job.await();
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    }
    String[] lines = output.toString(StandardCharsets.UTF_8).split("\n");
    assertThat(lines[0]).as("the first change takes back what was there").contains("\"op\":\"d\"");
    assertThat(lines[lines.length - 1]).contains("\"n\":2000}");
  }

  @Test
  void changedParts_areRefused_orBeginEmptyIfThatIsAllowed() throws InterruptedException {
    begin();
    Plan plan = plan(COUNT.replace("%% 2", "%% 3"), 4000);
    UpgradeReport report = laminar.checkUpgrade(plan, options(false));
    assertThat(names(report, Fate.REBUILT)).containsExactly("aggregate of numbers");
    assertThat(names(report, Fate.DROPPED)).containsExactly("aggregate");
    assertThatThrownBy(
            () -> {
              try (Job job = laminar.start(plan, options(false))) {
                job.await();
              }
            })
        .isInstanceOf(LaminarException.class)
        .hasMessage(report.refusal());
    output.reset();
    try (Job job = laminar.start(plan, options(true))) {
      job.await();
    }
    assertThat(output.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
        .contains("\"before\":null");
  }
}
