package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.EpochInfo;
import dev.laminar.sql.Locations;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lmnr checkpoints}: lists what a job has kept. */
@Command(
    name = "checkpoints",
    mixinStandardHelpOptions = true,
    description = "Lists the checkpoints in a place, newest first, and what one of them holds.")
final class CheckpointsCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Parameters(paramLabel = "DIR", description = "A path or a URI.")
  private String directory = "";

  @Option(
      names = "--verify",
      description = "Reads every file and checks it; status 3 if one is bad.")
  private boolean verify;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "The checkpoint whose operators are shown; the newest if not given.")
  private Optional<Long> epoch = Optional.empty();

  @Option(
      names = "--storage",
      paramLabel = "NAME=VALUE",
      description = "An option of the storage, such as endpoint.")
  private Map<String, String> storage = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Terminal terminal = main.terminal();
    URI location = Locations.of(directory);
    CheckpointPlace.Question<List<EpochInfo>> question =
        verify ? CheckpointStore::verify : CheckpointStore::list;
    List<EpochInfo> epochs =
        CheckpointPlace.ask(location, storage, question)
            .orElseThrow(
                () ->
                    new LaminarException(
                        ErrorCode.NOT_FOUND, "no job has kept checkpoints in " + location));
    terminal.out().print(epochs(epochs));
    EpochInfo shown = shown(epochs);
    if (shown != null) {
      terminal.out().print("\ncheckpoint " + shown.epoch() + "\n" + operators(shown));
    }
    List<EpochInfo> bad = epochs.stream().filter(info -> info.defect().isPresent()).toList();
    for (EpochInfo info : bad) {
      terminal.err().println("error: checkpoint " + info.epoch() + ": " + info.defect().get());
    }
    terminal.out().flush();
    return bad.isEmpty() ? ExitCode.OK : ExitCode.EXTERNAL;
  }

  private @Nullable EpochInfo shown(List<EpochInfo> epochs) {
    if (epoch.isEmpty()) {
      return epochs.isEmpty() ? null : epochs.getFirst();
    }
    return epochs.stream()
        .filter(info -> info.epoch() == epoch.get())
        .findFirst()
        .orElseThrow(
            () ->
                new LaminarException(
                    ErrorCode.NOT_FOUND, "there is no checkpoint " + epoch.get() + " there"));
  }

  private String epochs(List<EpochInfo> epochs) {
    List<String> headings =
        List.of("checkpoint", "finished (UTC)", "new", "all", "operators", "savepoint", "files");
    TextTable table =
        new TextTable(headings, new boolean[] {true, false, true, true, true, false, false});
    for (EpochInfo info : epochs) {
      String whole = verify ? "checked" : "";
      table.add(
          List.of(
              Long.toString(info.epoch()),
              CheckpointPlace.time(info.finished()),
              bytes(info.newBytes()),
              bytes(info.totalBytes()),
              Integer.toString(info.operators().size()),
              info.savepoint().orElse(""),
              info.defect().isPresent() ? "BAD" : whole),
          null);
    }
    return table.render();
  }

  private static String operators(EpochInfo epoch) {
    TextTable table =
        new TextTable(
            List.of("operator", "rows written", "bytes", "id"),
            new boolean[] {false, true, true, false});
    for (EpochInfo.OperatorSize operator : epoch.operators()) {
      table.add(
          List.of(
              operator.name(),
              String.format(Locale.ROOT, "%,d", operator.rows()),
              bytes(operator.bytes()),
              operator.id()),
          null);
    }
    return table.render();
  }

  /** Such as {@code 812 B}, {@code 3.4 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double amount = bytes / 1000.0;
    int unit = 0;
    while (amount >= 999.95 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
  }
}
