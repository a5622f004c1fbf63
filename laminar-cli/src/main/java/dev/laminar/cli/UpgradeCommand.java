package dev.laminar.cli;

import dev.laminar.CheckpointOptions;
import dev.laminar.JobOptions;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.UpgradeReport;
import dev.laminar.sql.Locations;
import dev.laminar.sql.Script;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lmnr upgrade}: says what an edited query would keep of a checkpoint. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what becomes of a checkpoint's state if SQL files, edited perhaps, go on from it.",
      "Nothing is changed: lmnr run --restore does it. Exits with 1 if that would be refused."
    })
final class UpgradeCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private SqlOptions sql = new SqlOptions();

  @Option(
      names = "--checkpoint-dir",
      required = true,
      paramLabel = "DIR",
      description = "Where the checkpoints are: a directory, or a location such as s3://…")
  private String directory = "";

  @Option(names = "--dry-run", description = "Only look, as this command always does.")
  private boolean dryRun;

  @Option(
      names = "--allow-empty-state",
      description = "Warn of what would be refused, as lmnr run does with this option.")
  private boolean allowEmptyState;

  @Option(
      names = {"-o", "--output"},
      description = "How the report is shown: ${COMPLETION-CANDIDATES}; a table by default.")
  private OutputStyle output = OutputStyle.TABLE;

  @Override
  public Integer call() {
    Terminal terminal = main.terminal();
    if (sql.empty()) {
      terminal.err().println("error: nothing to compare; name a SQL file, or give SQL with -e");
      return ExitCode.USAGE;
    }
    SqlText text = SqlText.NONE;
    try {
      text = sql.text();
      Script script = new Results(terminal, false).plan(text.all(), sql.settings());
      UpgradeReport report = check(script);
      show(report, terminal);
      return report.isPossible() ? ExitCode.OK : ExitCode.USER;
    } catch (PlacedError e) {
      terminal.err().print(ErrorText.of(e.error(), e.text()));
      return ExitCode.of(e.error().code());
    } catch (LaminarException e) {
      terminal.err().print(ErrorText.of(e, text));
      return ExitCode.of(e.code());
    } finally {
      terminal.out().flush();
    }
  }

  private UpgradeReport check(Script script) {
    CheckpointOptions checkpoints =
        CheckpointOptions.at(Locations.of(directory)).withAllowEmptyState(allowEmptyState);
    try (Laminar laminar = Laminar.create()) {
      return laminar.checkUpgrade(script.plan(), JobOptions.DEFAULT.withCheckpoints(checkpoints));
    }
  }

  private void show(UpgradeReport report, Terminal terminal) {
    if (output.asTable(terminal)) {
      terminal.out().print(UpgradeText.table(report));
    } else {
      terminal.out().println(UpgradeText.json(report));
    }
    report.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
    if (!report.isPossible()) {
      terminal.err().println("error: " + report.refusal());
    } else if (!dryRun && output.asTable(terminal)) {
      terminal.err().println("lmnr run --checkpoint-dir " + directory + " --restore … does it");
    }
  }
}
