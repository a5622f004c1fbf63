package dev.laminar.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a pipeline has published, in a form in which the order of rows does not count. */
final class Published {

  private static final Pattern CHANGE =
      Pattern.compile("\\{\"before\":(.*),\"after\":(.*),\"op\":\"([cud])\"}");

  private Published() {}

  /** Fails unless both folders hold the same rows; of the changelog, what it adds up to. */
  static void same(Path actual, Path expected, String what) throws IOException {
    for (String file : new String[] {"windows.json", "joined.json"}) {
      compare(lines(actual.resolve(file)), lines(expected.resolve(file)), what + ": " + file);
    }
    String totals = "totals.json";
    compare(sum(actual.resolve(totals)), sum(expected.resolve(totals)), what + ": " + totals);
  }

  private static void compare(
      Map<String, Integer> actual, Map<String, Integer> expected, String what) {
    if (actual.equals(expected)) {
      assertThat(actual).as(what).isNotEmpty();
      return;
    }
    Map<String, Integer> difference = new TreeMap<>(actual);
    expected.forEach((line, count) -> difference.merge(line, -count, Integer::sum));
    difference.values().removeIf(count -> count == 0);
    throw new AssertionError(
        what
            + ": "
            + difference.size()
            + " lines differ (more than expected: +, less: -), such as "
            + difference.entrySet().stream().limit(10).toList());
  }

  private static Map<String, Integer> lines(Path file) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(line -> counts.merge(line, 1, Integer::sum));
    }
    return counts;
  }

  private static Map<String, Integer> sum(Path file) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            Matcher change = CHANGE.matcher(line);
            assertThat(change.matches()).as("a change: %s", line).isTrue();
            add(counts, change.group(1), -1);
            add(counts, change.group(2), 1);
          });
    }
    return counts;
  }

  private static void add(Map<String, Integer> counts, String row, int weight) {
    if (!row.equals("null")) {
      counts.merge(row, weight, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
