package dev.laminar.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pipeline has published, in a form in which the order of rows does not count.
 *
 * <p>Files may be larger than memory: rows are divided into parts by their hash, and of each part a
 * sum of hashes is kept; only parts that differ are looked at row by row.
 */
final class Published {

  private static final Pattern CHANGE =
      Pattern.compile("\\{\"before\":(.*),\"after\":(.*),\"op\":\"([cud])\"}");
  private static final int PARTS = 1 << 16;

  private Published() {}

  /** Fails unless both folders hold the same rows; of the changelog, what it adds up to. */
  static void same(Path actual, Path expected, String what) throws IOException {
    for (String file : new String[] {"windows.json", "joined.json", "totals.json"}) {
      compare(actual.resolve(file), expected.resolve(file), what + ": " + file);
    }
  }

  private static void compare(Path actual, Path expected, String what) throws IOException {
    long[] actualSums = sums(actual);
    long[] expectedSums = sums(expected);
    assertThat(Files.size(expected)).as(what).isPositive();
    if (Arrays.equals(actualSums, expectedSums)) {
      return;
    }
    Map<String, Integer> difference = new TreeMap<>();
    each(actual, (row, weight) -> addIfDiffers(difference, row, weight, actualSums, expectedSums));
    each(
        expected,
        (row, weight) -> addIfDiffers(difference, row, -weight, actualSums, expectedSums));
    difference.values().removeIf(count -> count == 0);
    throw new AssertionError(
        what
            + ": "
            + difference.size()
            + " rows differ (more than expected: +, less: -), such as "
            + difference.entrySet().stream().limit(10).toList());
  }

  private static void addIfDiffers(
      Map<String, Integer> difference, String row, int weight, long[] a, long[] b) {
    int part = part(hash(row));
    if (a[part] != b[part]) {
      difference.merge(row, weight, Integer::sum);
    }
  }

  private static long[] sums(Path file) throws IOException {
    long[] sums = new long[PARTS];
    each(
        file,
        (row, weight) -> {
          long hash = hash(row);
          sums[part(hash)] += weight * hash;
        });
    return sums;
  }

  private static int part(long hash) {
    return (int) (hash >>> 32) & (PARTS - 1);
  }

  private static long hash(String row) {
    long hash = row.length();
    for (int i = 0; i < row.length(); i++) {
      hash = (hash ^ row.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** Gives each row of a file with its weight. */
  private static void each(Path file, ObjIntConsumer<String> rows) throws IOException {
    boolean changelog = file.endsWith("totals.json");
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            if (changelog) {
              change(line, rows);
            } else {
              rows.accept(line, 1);
            }
          });
    }
  }

  private static void change(String line, ObjIntConsumer<String> rows) {
    Matcher change = CHANGE.matcher(line);
    assertThat(change.matches()).as("a change: %s", line).isTrue();
    if (!change.group(1).equals("null")) {
      rows.accept(change.group(1), -1);
    }
    if (!change.group(2).equals("null")) {
      rows.accept(change.group(2), 1);
    }
  }
}
