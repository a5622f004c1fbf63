package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says and how it exits, when it is used well and when not. */
class MainTest {

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void refused(Lmnr lmnr, int exit, String message) {
    assertThat(lmnr.err()).contains(message).doesNotContain("\tat ");
    assertThat(lmnr.out()).isEmpty();
    assertThat(lmnr.exit()).isEqualTo(exit);
  }

  // ---- wrong use

  @Test
  void missingSqlFile_isNamed() {
    refused(Lmnr.run("run", "nix.sql"), ExitCode.USER, "error: there is no file 'nix.sql'\n");
    refused(Lmnr.run("explain", "nix.sql"), ExitCode.USER, "error: there is no file 'nix.sql'\n");
  }

  @Test
  void directoryAsSqlFile_isSaidToBeOne() {
    refused(
        Lmnr.run("run", folder.toString()),
        ExitCode.USER,
        "error: cannot read '" + folder + "': it is a directory\n");
  }

  @Test
  void noSql_isWrongUse() {
    refused(Lmnr.run("run"), ExitCode.USAGE, "error: nothing to run; name a SQL file");
    refused(Lmnr.run("explain"), ExitCode.USAGE, "error: nothing to explain; name a SQL file");
  }

  @Test
  void unknownOptionsAndCommands_showTheUsage() {
    refused(Lmnr.run("run", "--nope"), ExitCode.USAGE, "Unknown option: '--nope'");
    refused(Lmnr.run("run", "--nope"), ExitCode.USAGE, "Usage: lmnr run");
    refused(Lmnr.run("rum", "x.sql"), ExitCode.USAGE, "Did you mean: lmnr run");
    refused(Lmnr.run("run", "-o", "xml", "-e", "values (1)"), ExitCode.USAGE, "TABLE, JSON");
  }

  @Test
  void unknownVariable_isShownInItsPlace() throws IOException {
    String sql = file("v.sql", "values (1);\nvalues ('$airport');\n");
    refused(
        Lmnr.run("run", "-D", "port=1", sql),
        ExitCode.USER,
        "error: variable 'airport' has no value (given are [port]); give it with -D airport=value\n"
            + "  ┌ %s:2:10\n".formatted(sql)
            + "2 │ values ('$airport');\n"
            + "  │          ^\n");
    refused(Lmnr.run("run", "-e", "values ($x)"), ExitCode.USER, "  ┌ -e:1:9\n");
  }

  @Test
  void syntaxError_isShownInItsFile() throws IOException {
    String good = file("good.sql", "values (1);\n");
    String bad = file("bad.sql", "values (2);\nselect * fromm t;\n");
    refused(
        Lmnr.run("run", good, bad),
        ExitCode.USER,
        "did you mean FROM?\n"
            + "  ┌ %s:2:10\n".formatted(bad)
            + "2 │ select * fromm t;\n"
            + "  │          ^\n");
  }

  @Test
  void textThatIsNotUtf8_isRefused() throws IOException {
    Path sql = Files.write(folder.resolve("latin.sql"), new byte[] {'-', '-', (byte) 0xe4});
    refused(Lmnr.run("run", sql.toString()), ExitCode.USER, "is not UTF-8 text; save it as UTF-8");
  }

  // ---- wrong data

  private static Lmnr read(String path) {
    String table = "create table t (a int) with (connector = 'single_file', path = '%s');";
    return Lmnr.run("run", "-e", table.formatted(path) + " select * from t");
  }

  @Test
  void missingDataFile_isAnsweredWithTheNearest() {
    refused(
        read("examples/data/flihgts.json"),
        ExitCode.USER,
        "error: there is no file 'examples/data/flihgts.json' (in ");
    assertThat(read("examples/data/flihgts.json").err())
        .contains("did you mean 'examples/data/flights.json'?");
  }

  @Test
  void directoryAsDataFile_isSaidToBeOne() {
    refused(
        read("examples/data"),
        ExitCode.USER,
        "error: expected a file, but 'examples/data' is a directory: name one of the files in it");
  }

  @Test
  void badRows_thatAreDropped_areToldOf() throws IOException {
    String data = file("data.json", "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":3}\n");
    String sql =
        """
        create table t (a int) with (
          connector = 'single_file', path = '%s', bad_data = '%s');
        select * from t\
        """;
    Lmnr dropped = Lmnr.run("run", "-e", sql.formatted(data, "drop"));
    assertThat(dropped.lines()).containsExactly("{\"a\":1}", "{\"a\":3}");
    assertThat(dropped.err()).startsWith("warning: 1 bad row was left out; the last: ");
    assertThat(dropped.exit()).isZero();
    Lmnr failed = Lmnr.run("run", "-e", sql.formatted(data, "fail"));
    assertThat(failed.err()).startsWith("error: ").contains("data.json");
    assertThat(failed.exit()).isEqualTo(ExitCode.USER);
  }

  // ---- right use

  @Test
  void values_comeAsJsonLines() {
    Lmnr lmnr = Lmnr.run("run", "-e", "values (1, 'a'), (2, null)");
    assertThat(lmnr.err()).isEmpty();
    assertThat(lmnr.lines())
        .containsExactly("{\"column1\":1,\"column2\":\"a\"}", "{\"column1\":2,\"column2\":null}");
    assertThat(lmnr.exit()).isZero();
  }

  @Test
  void severalFilesAndE_areOneText() throws IOException {
    String first = file("first.sql", "create view v as select ${n} + 1 as a;\n");
    String second = file("second.sql", "create view w as select a * 2 as a from v;\n");
    Lmnr lmnr = Lmnr.run("run", "-D", "n=20", first, second, "-e", "select a from w");
    assertThat(lmnr.err()).isEmpty();
    assertThat(lmnr.lines()).containsExactly("{\"a\":42}");
  }

  @Test
  void table_hasHeadingsAndACount() {
    Lmnr lmnr =
        Lmnr.run(
            "run", "-o", "table", "-e", "select * from (values (1, 'x'), (200, null)) as t (n, s)");
    assertThat(lmnr.err()).isEmpty();
    assertThat(lmnr.out())
        .isEqualTo(
            """
               n │ s
            ─────┼───
               1 │ x
             200 │\s
            (2 rows)
            """);
  }

  @Test
  void table_ofAChangingResult_showsWhatItAddsUpTo() {
    Lmnr lmnr =
        Lmnr.run(
            "run",
            "-o",
            "table",
            "--set",
            "batch_rows=1",
            "-e",
            "select sum(a) as total from (values (1), (2), (39)) as t (a)");
    assertThat(lmnr.lines()).contains("    42", "(1 row)").hasSize(4);
  }

  @Test
  void settings_areChecked() {
    refused(
        Lmnr.run("run", "--set", "batch_rows=x", "-e", "values (1)"),
        ExitCode.USER,
        "error: option 'batch_rows': expected a whole number, got 'x'\n");
    refused(
        Lmnr.run("run", "--set", "batch_row=1", "-e", "values (1)"),
        ExitCode.USER,
        "error: unknown setting 'batch_row' (did you mean 'batch_rows'?)");
    refused(
        Lmnr.run("run", "-p", "0", "-e", "values (1)"),
        ExitCode.USER,
        "error: setting 'parallelism': expected more than 0, got 0\n");
  }

  @Test
  void parallelism_ofTheCommandLine_isTheDefaultOfTheText() {
    Lmnr lmnr = Lmnr.run("explain", "-p", "3", "examples/late.sql");
    assertThat(lmnr.err()).isEmpty();
    assertThat(lmnr.out()).contains("parallelism 3", "hash(origin)");
    Lmnr over = Lmnr.run("explain", "-p", "3", "-e", "set parallelism = 2;", "examples/late.sql");
    assertThat(over.out()).contains("parallelism 2").doesNotContain("parallelism 3");
  }

  @Test
  void explain_showsThePlan_withoutRunningIt() {
    Lmnr lmnr = Lmnr.run("explain", "examples/late.sql");
    assertThat(lmnr.exit()).isZero();
    assertThat(lmnr.out())
        .contains(
            "window aggregate: tumble(24:00:00) by origin",
            "watermark: event time date",
            "scan: flights (connector single_file) reads date TIMESTAMP NOT NULL, delay INTEGER,"
                + " origin TEXT")
        .doesNotContain("{\"day\"");
  }

  @Test
  void showAndDescribe_answerAtOnce() {
    Lmnr lmnr =
        Lmnr.run(
            "run",
            "-e",
            "create table t (a int) with (connector = 'blackhole'); show tables; describe t");
    assertThat(lmnr.err()).isEmpty();
    assertThat(lmnr.out()).contains("blackhole").containsPattern("a +│ INTEGER");
  }

  @Test
  void version_namesLmnrAndJava() {
    Lmnr lmnr = Lmnr.run("version");
    assertThat(lmnr.exit()).isZero();
    assertThat(lmnr.lines()).hasSize(2);
    assertThat(lmnr.lines().getFirst()).startsWith("lmnr ");
    assertThat(lmnr.lines().getLast()).startsWith("Java " + Runtime.version());
    assertThat(Lmnr.run("--version")).isEqualTo(lmnr);
  }

  @Test
  void help_isNoError() {
    Lmnr lmnr = Lmnr.run("run", "--help");
    assertThat(lmnr.exit()).isZero();
    assertThat(lmnr.out()).startsWith("Usage: lmnr run");
    assertThat(Lmnr.run().out()).startsWith("Usage: lmnr ");
  }

  // ---- checkpoints

  private static final String COUNT =
      "create table n with (connector = 'blackhole');"
          + " create table m (a bigint) with (connector = 'mock', rows = 1000);"
          + " insert into n select a, count(*) from m group by a";

  private String place() {
    return folder.resolve("state").toString();
  }

  @Test
  void checkpoints_areListed_andVerified() {
    Lmnr run = Lmnr.run("run", "--checkpoint-dir", place(), "-e", COUNT);
    assertThat(run.exit()).as(run.err()).isZero();

    Lmnr list = Lmnr.run("checkpoints", place(), "--verify");

    assertThat(list.exit()).as(list.err()).isZero();
    assertThat(list.out()).contains("checked").contains("aggregate").contains("scan m");
    refused(
        Lmnr.run("checkpoints", folder.resolve("nix").toString()),
        ExitCode.USER,
        "error: no job has kept checkpoints in ");
  }

  @Test
  void placeWithCheckpoints_isRefused_ifNothingIsToBeRestored() {
    assertThat(Lmnr.run("run", "--checkpoint-dir", place(), "-e", COUNT).exit()).isZero();

    refused(
        Lmnr.run("run", "--checkpoint-dir", place(), "-e", COUNT),
        ExitCode.USER,
        "add --restore to go on from it, or name another --checkpoint-dir");
    Lmnr again = Lmnr.run("run", "--checkpoint-dir", place(), "--restore", "-e", COUNT);
    assertThat(again.err()).contains("going on from checkpoint ");
    assertThat(again.exit()).isZero();
    refused(
        Lmnr.run("run", "--checkpoint-dir", place(), "--restore-epoch", "99", "-e", COUNT),
        ExitCode.USER,
        "there is no checkpoint 99 in ");
  }

  @Test
  void placeThatMayNotBeUsed_isRefused_atOnce() throws IOException {
    String file = file("state.txt", "no folder");
    refused(
        Lmnr.run("run", "--checkpoint-dir", file + "/state", "-e", COUNT),
        ExitCode.EXTERNAL,
        "error: checkpoints cannot be kept in ");
  }

  @Test
  void optionsOfCheckpoints_needAPlace() {
    refused(
        Lmnr.run("run", "--restore", "-e", COUNT),
        ExitCode.USER,
        "there is no place for checkpoints: name one with --checkpoint-dir DIR");
    refused(
        Lmnr.run("run", "--checkpoint-dir", place(), "--guarantee", "twice", "-e", COUNT),
        ExitCode.USER,
        "expected exactly_once or at_least_once, got 'twice'");
  }
}
