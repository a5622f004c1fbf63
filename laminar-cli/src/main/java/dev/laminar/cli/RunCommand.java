package dev.laminar.cli;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.StopMode;
import dev.laminar.sql.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  @ParentCommand private Main main;

  @Mixin private SqlOptions sql = new SqlOptions();

  @Mixin private CheckpointFlags checkpoints = new CheckpointFlags();

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
      Script script = results.plan(text.all(), checkpoints.in(sql.settings()));
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

  private int run(Script script, Terminal terminal) throws InterruptedException {
    Optional<CheckpointOptions> kept = checkpoints.options(script.settings());
    JobOptions options = script.settings().applyTo(JobOptions.DEFAULT.withName("run"));
    if (kept.isPresent()) {
      options = options.withCheckpoints(kept.get());
      Beginnings.of(kept.get()).ifPresent(terminal.err()::println);
    }
    try (Laminar laminar = Laminar.create();
        Job job = laminar.start(script.plan(), options);
        Interrupts interrupts = interrupts(job, kept.isPresent(), terminal)) {
      follow(job, terminal);
      boolean stopped = interrupts.any() && job.status() == JobStatus.STOPPED;
      if (stopped) {
        terminal.err().println(stopped(job, kept.isPresent()));
      }
      return stopped ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private static void follow(Job job, Terminal terminal) throws InterruptedException {
    Progress progress = new Progress(terminal.err(), terminal.errIsTerminal());
    JobNews news = new JobNews(terminal.err(), progress);
    try {
      while (!job.await(BETWEEN_UPDATES)) {
        news.update(job);
        progress.update(job);
      }
    } finally {
      progress.wipe();
      news.update(job);
      badRows(job, terminal);
    }
  }

  /**
   * Ctrl-C: with checkpoints a last one is taken and the job can be resumed from it; without, what
   * was read is worked on and written. Ctrl-C again ends the process.
   */
  private static Interrupts interrupts(Job job, boolean keeps, Terminal terminal) {
    return new Interrupts(
        () -> {
          String how = keeps ? "stopping with a checkpoint" : "stopping";
          terminal.err().println(how + "; Ctrl-C again ends at once");
          job.stop(keeps ? StopMode.CHECKPOINT : StopMode.GRACEFUL);
        },
        () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
  }

  private static String stopped(Job job, boolean keeps) {
    List<CheckpointInfo> taken = job.checkpoints();
    return keeps && !taken.isEmpty()
        ? "stopped at checkpoint " + taken.getLast().epoch() + "; --restore goes on from it"
        : "stopped";
  }

  private static void badRows(Job job, Terminal terminal) {
    long bad = job.metrics().total("bad-rows");
    List<JobError> errors = job.errors().stream().filter(error -> !JobNews.isOfJob(error)).toList();
    if (bad > 0 && !errors.isEmpty()) {
      JobError last = errors.getLast();
      String rows = bad == 1 ? "1 bad row was" : bad + " bad rows were";
      terminal.err().println("warning: " + rows + " left out; the last: " + last.message());
    }
  }
}
