package dev.laminar.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.UpgradeReport;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.StageCutter;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Services;
import dev.laminar.sql.SqlPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the cases of {@code upgrade/cases.txt}. */
class UpgradeCasesTest {

  private static final SqlPlanner PLANNER =
      SqlPlanner.create(
          Connectors.installed(),
          new Services(
              Clock.systemUTC(), OutputStream::nullOutputStream, InputStream::nullInputStream));

  /** An edit, and what is expected of it. */
  private record Case(String name, String before, String after, List<String> report) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String resource(String name) {
    try (InputStream in = UpgradeCasesTest.class.getResourceAsStream("/upgrade/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Case> cases() {
    return Arrays.stream(resource("cases.txt").split("(?m)^== "))
        .skip(1)
        .map(
            text -> {
              int line = text.indexOf('\n');
              String[] parts = text.substring(line + 1).split("(?m)^--\n");
              List<String> report = parts[2].lines().filter(l -> !l.isBlank()).toList();
              return new Case(text.substring(0, line), parts[0], parts[1], report);
            });
  }

  private static StageGraph graph(String statements, int parallelism) {
    Plan plan = PLANNER.plan(resource("tables.sql") + statements).plan();
    return StageCutter.cut(plan, parallelism);
  }

  /** A checkpoint in which each step has something, if only where it stands. */
  private static Manifest checkpoint(StageGraph graph, int keyGroups) {
    List<OperatorState> states = new ArrayList<>();
    for (Stage stage : graph.stages()) {
      for (Step step : stage.steps()) {
        boolean keeps =
            !(step instanceof Step.Apply apply)
                || apply.stateful()
                || step.name().equals("watermark");
        Map<String, List<byte[]>> values =
            keeps ? Map.of("state", List.of(new byte[] {1})) : Map.of();
        String name = step instanceof Step.Read read ? "source " + read.table() : step.name();
        states.add(new OperatorState(step.stateId(), name, List.of(), values));
      }
    }
    return new Manifest(
        7,
        Optional.empty(),
        1,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        keyGroups,
        false,
        List.of(),
        states,
        Map.of());
  }

  private static List<String> lines(UpgradeReport report) {
    List<String> lines = new ArrayList<>();
    for (UpgradeReport.Part part : report.parts()) {
      lines.add(part.fate().name().toLowerCase(Locale.ROOT) + " " + part.name());
    }
    report.refusals().forEach(refusal -> lines.add("refused " + refusal));
    return lines;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void edit_keepsRebuildsAndDrops(Case edit) {
    Manifest before = checkpoint(graph(edit.before(), 1), 128);
    for (int parallelism : new int[] {1, 3}) {
      List<String> lines =
          lines(Upgrade.compare(before, graph(edit.after(), parallelism), 128, false));
      assertThat(lines).as(String.join("\n", lines)).hasSameSizeAs(edit.report());
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).startsWith(edit.report().get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allowedEdit_warnsOfWhatWouldBeRefused(Case edit) {
    Manifest before = checkpoint(graph(edit.before(), 1), 128);
    UpgradeReport strict = Upgrade.compare(before, graph(edit.after(), 1), 128, false);
    UpgradeReport allowed = Upgrade.compare(before, graph(edit.after(), 1), 128, true);
    assertThat(allowed.refusals()).isEmpty();
    assertThat(allowed.warnings()).isEqualTo(strict.refusals());
    assertThat(allowed.parts()).isEqualTo(strict.parts());
  }

  @Test
  void otherNumberOfKeyGroups_isRefusedWhateverIsAllowed() {
    StageGraph graph =
        graph("INSERT INTO out SELECT customer, count(*) FROM orders GROUP BY customer", 1);
    UpgradeReport report = Upgrade.compare(checkpoint(graph, 64), graph, 128, true);
    assertThat(report.isPossible()).isFalse();
    assertThat(report.refusal())
        .contains("checkpoint 7", "64 key groups, the job has 128", "empty checkpoint location");
  }

  @Test
  void part_hasWhatTheCheckpointWroteForIt() {
    StageGraph graph =
        graph("INSERT INTO out SELECT customer, count(*) FROM orders GROUP BY customer", 1);
    UpgradeReport report = Upgrade.compare(checkpoint(graph, 128), graph, 128, false);
    assertThat(report.parts(UpgradeReport.Fate.KEPT))
        .extracting(UpgradeReport.Part::bytes)
        .containsExactly(1L, 1L, 1L);
  }
}
