package dev.laminar.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.JobOptions;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.Pipeline;
import dev.laminar.UpgradeReport;
import dev.laminar.UpgradeReport.Fate;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.storage.Storages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of a checkpoint in storage. */
class UpgradeCheckTest {

  record Order(long customer, long amount) {}

  @TempDir private Path folder;

  private JobOptions options(Restore restore) {
    return JobOptions.DEFAULT.withCheckpoints(
        CheckpointOptions.at(folder.toUri()).withRestore(restore));
  }

  /** Writes checkpoints that have the state of those operators. */
  private void checkpoints(List<Manifest.OperatorState> states, long... epochs) throws IOException {
    URI location = folder.toUri();
    try (CheckpointStore store =
        CheckpointStore.open(Storages.open(location, Map.of()), Clock.systemUTC(), new Random(1))) {
      long run = store.beginRun();
      store.goOnFrom(0);
      for (long epoch : epochs) {
        store.commit(
            new Manifest(
                epoch,
                Optional.empty(),
                run,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                128,
                false,
                List.of(),
                states,
                Map.of()));
      }
    }
  }

  private static Pipeline pipeline(Laminar laminar) {
    Pipeline pipeline = laminar.pipeline("orders");
    pipeline
        .source("orders", Order.class, List.of(new Order(1, 2)))
        .filter(order -> order.amount() > 1)
        .forEach(order -> {});
    return pipeline;
  }

  @Test
  void newestCheckpoint_isCompared() throws IOException {
    try (Laminar laminar = Laminar.create()) {
      checkpoints(
          List.of(new Manifest.OperatorState("sink-gone", "sink gone", List.of(), Map.of())), 4, 5);
      UpgradeReport report = pipeline(laminar).checkUpgrade(options(Restore.LATEST));
      assertThat(report.epoch()).isEqualTo(5);
      assertThat(report.isPossible()).isTrue();
      assertThat(report.parts(Fate.DROPPED))
          .extracting(UpgradeReport.Part::name)
          .containsExactly("sink gone");
      assertThat(report.parts(Fate.REBUILT))
          .extracting(UpgradeReport.Part::name)
          .containsExactly("source orders", "sink forEach");
      assertThat(pipeline(laminar).checkUpgrade(options(new Restore.Epoch(4))).epoch())
          .isEqualTo(4);
    }
  }

  @Test
  void nothingToGoOnFrom_isSaid_andNothingIsMade() throws IOException {
    try (Laminar laminar = Laminar.create()) {
      assertThatThrownBy(() -> pipeline(laminar).checkUpgrade(options(Restore.LATEST)))
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("there is no checkpoint in " + folder.toUri());
      try (var files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
      checkpoints(List.of(), 4);
      assertThatThrownBy(() -> pipeline(laminar).checkUpgrade(options(new Restore.Epoch(9))))
          .hasMessageContaining("no such checkpoint");
      assertThatThrownBy(() -> pipeline(laminar).checkUpgrade(options(Restore.NONE)))
          .hasMessageContaining("begin afresh");
      assertThatThrownBy(() -> pipeline(laminar).checkUpgrade(JobOptions.DEFAULT))
          .hasMessageContaining("expected checkpoints in the options");
    }
  }
}
