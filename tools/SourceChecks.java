import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Checks what a compiler does not: the layout of every source file, and which package may use
 * which.
 *
 * <p>{@code check} reads all sources and fails on the first kind of violation; {@code format} lays
 * out the files that it is given, or all. Run from the root of the repository; {@code mvn verify}
 * and {@code ./format} do. The rules of imports stand in {@code tools/import-control.txt}.
 */
final class SourceChecks {
  private static final Path RULES = Path.of("tools", "import-control.txt");
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".mvn", "node_modules");

  private SourceChecks() {}

  public static void main(String[] args) throws IOException {
    List<String> arguments = Arrays.asList(args);
    int status =
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
          case "check" -> checkLayout(sources()) | checkImports(sources());
          case "format" -> format(arguments.subList(1, arguments.size()));
          default -> usage();
        };
    System.exit(status);
  }

  private static int usage() {
    System.err.println("usage: SourceChecks check | format [FILE...]");
    return 2;
  }

  // ---- layout

  private static int checkLayout(List<String> files) {
    int status = formatter(List.of("--dry-run", "--set-exit-if-changed"), files);
    if (status != 0) {
      System.err.println(
          "The files above are not laid out as google-java-format does: run ./format");
    }
    return status;
  }

  private static int format(List<String> files) throws IOException {
    return formatter(List.of("--replace"), files.isEmpty() ? sources() : files);
  }

  private static int formatter(List<String> options, List<String> files) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(files);
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    return formatter.run(
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        arguments.toArray(String[]::new));
  }

  private static List<String> sources() throws IOException {
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  // ---- imports

  /** Whether packages that match {@code user} may use names that match {@code used}. */
  private record Rule(String text, Pattern user, Pattern used, boolean allows) {
    boolean covers(String from, String name) {
      return user.matcher(from + ".").lookingAt() && used.matcher(name).lookingAt();
    }
  }

  private static final Pattern RULE = Pattern.compile("(\\S+) (-x->|--->) (\\S+)");
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern QUALIFIED = Pattern.compile("\\b[a-z]\\w*(?:\\.\\w+)+");

  /** Comments, text blocks, strings and characters: names in them use nothing. */
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'",
          Pattern.DOTALL);

  private static int checkImports(List<String> files) throws IOException {
    List<Rule> rules = rules();
    int violations = 0;
    for (String file : files) {
      String code = NOT_CODE.matcher(Files.readString(Path.of(file))).replaceAll("\"\"");
      Matcher declared = PACKAGE.matcher(code);
      if (!declared.find()) {
        continue; // a program of one file, such as this one
      }
      String from = declared.group(1);
      for (String name : namesIn(code.substring(declared.end()))) {
        List<Rule> covering = rules.stream().filter(rule -> rule.covers(from, name)).toList();
        if (!covering.isEmpty() && covering.stream().noneMatch(Rule::allows)) {
          System.err.printf(
              "%s: uses %s, against the rule \"%s\"%n", file, name, covering.getFirst().text());
          violations++;
        }
      }
    }
    if (violations > 0) {
      System.err.printf("%d forbidden uses; the rules and their reasons: %s%n", violations, RULES);
    }
    return violations > 0 ? 1 : 0;
  }

  private static Set<String> namesIn(String code) {
    Set<String> names = new LinkedHashSet<>();
    QUALIFIED.matcher(code).results().map(MatchResult::group).forEach(names::add);
    return names;
  }

  private static List<Rule> rules() throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (String line : Files.readAllLines(RULES)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = RULE.matcher(line.strip());
      if (!parts.matches()) {
        throw new IOException(
            RULES + ": expected USER -x-> USED or USER ---> USED, found: " + line);
      }
      boolean allows = parts.group(2).equals("--->");
      rules.add(new Rule(line.strip(), pattern(parts.group(1)), pattern(parts.group(3)), allows));
    }
    return rules;
  }

  /** {@code *} stands for one part of a name; every pattern also covers the packages below it. */
  private static Pattern pattern(String glob) {
    return Pattern.compile(glob.replace(".", "\\.").replace("*", "\\w+") + "\\.");
  }
}
