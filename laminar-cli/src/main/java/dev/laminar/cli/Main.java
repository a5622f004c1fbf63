package dev.laminar.cli;

import dev.laminar.LaminarException;
import java.io.PrintWriter;
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
    subcommands = {
      RunCommand.class,
      ExplainCommand.class,
      UpgradeCommand.class,
      CheckpointsCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Exits with one of {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(run(Terminal.system(), args));
  }

  /** The same on another terminal, and without the exit. */
  static int run(Terminal terminal, String... args) {
    CommandLine line = new CommandLine(new Main(terminal));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((error, command, parsed) -> report(terminal, error));
    try {
      return line.execute(args);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /** Where the commands write to. */
  Terminal terminal() {
    return terminal;
  }

  /**
   * Shows an error that no command has shown; a stack trace comes only if LMNR_DEBUG asks for it.
   */
  private static int report(Terminal terminal, Exception error) {
    if (System.getenv("LMNR_DEBUG") != null) {
      error.printStackTrace(terminal.err());
    }
    if (error instanceof LaminarException known) {
      terminal.err().print(ErrorText.of(known, SqlText.NONE));
      return ExitCode.of(known.code());
    }
    terminal.err().println("error: " + error);
    terminal
        .err()
        .println("This is a bug in Laminar. Run again with LMNR_DEBUG=1 for details to report.");
    return ExitCode.BUG;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
