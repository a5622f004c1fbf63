package dev.laminar.cli;

import dev.laminar.LaminarException;
import dev.laminar.sql.Script;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code lmnr explain}: shows how SQL files would be run. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Shows the operators that SQL files would run as, without running them.")
final class ExplainCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private SqlOptions sql = new SqlOptions();

  @Override
  public Integer call() {
    Terminal terminal = main.terminal();
    if (sql.empty()) {
      terminal.err().println("error: nothing to explain; name a SQL file, or give SQL with -e");
      return ExitCode.USAGE;
    }
    SqlText text = SqlText.NONE;
    try {
      text = sql.text();
      Script script = new Results(terminal, false).plan(text.all(), sql.settings());
      terminal.out().print(script.explain().text());
      return ExitCode.OK;
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
}
