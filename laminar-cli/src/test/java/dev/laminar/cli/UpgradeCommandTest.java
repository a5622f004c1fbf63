package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.UpgradeReport;
import dev.laminar.UpgradeReport.Fate;
import dev.laminar.UpgradeReport.Kind;
import dev.laminar.UpgradeReport.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeCommandTest {

  private static final UpgradeReport REPORT =
      new UpgradeReport(
          12,
          List.of(
              new Part(Kind.SOURCE, Fate.KEPT, "scan-1", "source orders", 0, 40),
              new Part(Kind.OPERATOR, Fate.REBUILT, "aggregate-2", "aggregate of orders", 0, 0),
              new Part(Kind.OPERATOR, Fate.DROPPED, "aggregate-3", "aggregate", 1000, 65536)),
          List.of("aggregate of \"orders\" would miss rows"),
          List.of());

  @TempDir private Path folder;

  @Test
  void report_isATable() {
    assertThat(UpgradeText.table(REPORT))
        .isEqualTo(
            """
            checkpoint 12
             state   │ part                │ rows │ bytes │ id
            ─────────┼─────────────────────┼──────┼───────┼─────────────
             kept    │ source orders       │    0 │    40 │ scan-1
             rebuilt │ aggregate of orders │    0 │     0 │ aggregate-2
             dropped │ aggregate           │ 1000 │ 65536 │ aggregate-3
            """);
  }

  @Test
  void report_isJsonForPrograms() {
    assertThat(UpgradeText.json(REPORT))
        .startsWith(
            "{\"epoch\":12,\"possible\":false,\"parts\":[{\"state\":\"kept\",\"kind\":\"source\"")
        .contains("\"id\":\"aggregate-3\",\"name\":\"aggregate\",\"rows\":1000,\"bytes\":65536}")
        .endsWith(
            "\"refusals\":[\"aggregate of \\\"orders\\\" would miss rows\"],\"warnings\":[]}");
  }

  @Test
  void refusal_namesWhatCanBeDone() {
    assertThat(REPORT.refusal())
        .contains("checkpoint 12", "would miss rows", "--allow-empty-state", "Begin afresh");
  }

  @Test
  void emptyDirectory_hasNothingToGoOnFrom() {
    Lmnr lmnr =
        Lmnr.run("upgrade", "--dry-run", "--checkpoint-dir", folder.toString(), "-e", "VALUES (1)");
    assertThat(lmnr.err()).startsWith("error: there is no checkpoint in file:");
    assertThat(lmnr.exit()).isEqualTo(ExitCode.USER);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void missingDirectory_isNotMade() {
    Path missing = folder.resolve("missing");
    Lmnr lmnr = Lmnr.run("upgrade", "--checkpoint-dir", missing.toString(), "-e", "VALUES (1)");
    assertThat(lmnr.err()).startsWith("error: there is no checkpoint in file:");
    assertThat(missing).doesNotExist();
  }

  @Test
  void missingArguments_areWrongUse() {
    assertThat(Lmnr.run("upgrade", "x.sql").err()).contains("--checkpoint-dir=DIR");
    Lmnr lmnr = Lmnr.run("upgrade", "--checkpoint-dir", "x");
    assertThat(lmnr.err()).startsWith("error: nothing to compare");
    assertThat(lmnr.exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrongSql_isShownInItsPlace() {
    Lmnr lmnr = Lmnr.run("upgrade", "--checkpoint-dir", folder.toString(), "-e", "SELECT x FROM y");
    assertThat(lmnr.err()).contains("-e:1:15");
    assertThat(lmnr.exit()).isEqualTo(ExitCode.USER);
  }
}
