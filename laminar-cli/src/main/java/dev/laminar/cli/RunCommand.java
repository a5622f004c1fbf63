package dev.laminar.cli;

import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobOptions;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.sql.Script;
import dev.laminar.sql.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lmnr run}: plans SQL files and runs them to their end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs SQL files. The rows of a SELECT come as a table on a terminal, as JSON lines otherwise."
    })
final class RunCommand implements Callable<Integer> {

  private static final Duration BETWEEN_UPDATES = Duration.ofMillis(200);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  @ParentCommand private Main main;

  @Mixin private SqlOptions sql = new SqlOptions();

  @Option(
      names = {"-o", "--output"},
      description = "How SELECTs are shown: ${COMPLETION-CANDIDATES}; auto by default.")
  private OutputStyle output = OutputStyle.AUTO;

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = main.terminal();
    if (sql.empty()) {
      terminal.err().println("error: nothing to run; name a SQL file, or give SQL with -e");
      return ExitCode.USAGE;
    }
    SqlText text = SqlText.NONE;
    try {
      text = sql.text();
      Results results = new Results(terminal, output.asTable(terminal));
      Script script = results.plan(text.all(), sql.settings());
      results.print(script);
      return script.runs() ? run(script, terminal) : ExitCode.OK;
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

  private static int run(Script script, Terminal terminal) throws InterruptedException {
    try (Laminar laminar = Laminar.create();
        Job job = laminar.start(script.plan(), options(script.settings()))) {
      Thread stopper = stopOnInterrupt(job);
      Progress progress = new Progress(terminal.err(), terminal.errIsTerminal());
      try {
        while (!job.await(BETWEEN_UPDATES)) {
          progress.update(job);
        }
      } finally {
        progress.wipe();
        badRows(job, terminal);
        forget(stopper, terminal);
      }
      return ExitCode.OK;
    }
  }

  private static JobOptions options(Settings settings) {
    JobOptions options = JobOptions.DEFAULT.withName("run");
    options = settings.parallelism().map(options::withParallelism).orElse(options);
    options = settings.tickInterval().map(options::withTickInterval).orElse(options);
    options = settings.batchRows().map(options::withBatchRows).orElse(options);
    options = settings.queueBytes().map(options::withQueueBytes).orElse(options);
    return settings.discoveryInterval().map(options::withDiscoveryInterval).orElse(options);
  }

  /** Ctrl-C: what was read is worked on and written before the process ends. */
  private static Thread stopOnInterrupt(Job job) {
    Thread stopper =
        new Thread(
            () -> {
              job.stop();
              try {
                job.await(STOP_WITHIN);
              } catch (InterruptedException | LaminarException e) {
                job.cancel();
              }
            },
            "lmnr-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    return stopper;
  }

  private static void forget(Thread stopper, Terminal terminal) {
    try {
      Runtime.getRuntime().removeShutdownHook(stopper);
    } catch (IllegalStateException e) {
      terminal.err().println("stopped"); // the process is ending already
    }
  }

  private static void badRows(Job job, Terminal terminal) {
    long bad = job.metrics().total("bad-rows");
    List<JobError> errors = job.errors();
    if (bad > 0 && !errors.isEmpty()) {
      JobError last = errors.getLast();
      String rows = bad == 1 ? "1 bad row was" : bad + " bad rows were";
      terminal.err().println("warning: " + rows + " left out; the last: " + last.message());
    }
  }
}
