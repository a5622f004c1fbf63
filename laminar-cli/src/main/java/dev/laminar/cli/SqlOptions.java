package dev.laminar.cli;

import dev.laminar.sql.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands that take SQL have in common. */
final class SqlOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "SQL files, read in this order as one text; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "SQL to run after the files.")
  private Optional<String> inline = Optional.empty();

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "Replaces $NAME and $${NAME} in the SQL.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting, as SET NAME = VALUE at the beginning of the SQL.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = {"-p", "--parallelism"},
      paramLabel = "N",
      description = "Tasks per stage; 1 if not given.")
  private Optional<Integer> parallelism = Optional.empty();

  SqlText text() {
    SqlText text = SqlText.read(files, variables);
    if (inline.isEmpty()) {
      return text;
    }
    List<SqlText.Part> parts = new ArrayList<>(text.parts());
    parts.add(SqlText.replaced(new SqlText.Part("-e", inline.get()), new Variables(variables)));
    return new SqlText(parts);
  }

  boolean empty() {
    return files.isEmpty() && inline.isEmpty();
  }

  Settings settings() {
    Settings all = Settings.NONE;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      all = all.with(setting.getKey(), setting.getValue());
    }
    return parallelism.isPresent()
        ? all.with("parallelism", Integer.toString(parallelism.get()))
        : all;
  }
}
