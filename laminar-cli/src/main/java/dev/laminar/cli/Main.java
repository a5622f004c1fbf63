package dev.laminar.cli;

import dev.laminar.LaminarException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code lmnr} command. */
@Command(
    name = "lmnr",
    description = "Streaming SQL in one process.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {RunCommand.class, ExplainCommand.class, VersionCommand.class, HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Exits with one of {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The same without the exit. */
  static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((error, command, parsed) -> report(error));
    return line.execute(args);
  }

  /**
   * Shows an error that no command has shown; a stack trace comes only if LMNR_DEBUG asks for it.
   */
  private static int report(Exception error) {
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (System.getenv("LMNR_DEBUG") != null) {
      error.printStackTrace(err);
    }
    if (error instanceof LaminarException known) {
      err.print(ErrorText.of(known, SqlText.NONE));
      return ExitCode.of(known.code());
    }
    err.println("error: " + error);
    err.println("This is a bug in Laminar. Run again with LMNR_DEBUG=1 for details to report.");
    return ExitCode.BUG;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
