package dev.laminar.sql.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SQL case as text: what is fed, the query, and what is expected. Immutable.
 *
 * <pre>
 * -- What the case shows, in a sentence.
 * --! feed cars
 * {"ts": "2024-01-01T10:00:01Z", "id": 1}
 * ---
 * {"ts": "2024-01-01T10:00:02Z", "id": 2}
 * --! sql
 * CREATE TABLE cars (ts TIMESTAMP, id BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
 * SELECT id FROM cars;
 * --! expect
 * + 1
 * ---
 * + 2
 * </pre>
 *
 * <p>A line {@code ---} is a tick: what comes before it in the feeds leads to exactly the changes
 * before it in the expectation, in any order. A feed with fewer ticks than others has nothing more
 * to give. Values are separated by {@code |}; NULL is written {@code NULL}. Instead of {@code
 * expect} there may be {@code expect error CODE line:column}, followed by parts of the message, or
 * {@code expect text}, followed by what SHOW, DESCRIBE or EXPLAIN print. Several feeds of one name
 * are splits of one table. {@code --! only straight} in front of the sql marks a case whose result
 * depends on how rows are batched.
 *
 * @param feeds the splits of each table, each a list of segments between ticks, each a list of
 *     lines
 * @param straightOnly whether it is run in one way only
 */
public record SqlCase(
    String name,
    String title,
    Map<String, List<List<List<String>>>> feeds,
    String sql,
    Expectation expectation,
    boolean straightOnly) {

  /** What should come of it. */
  public sealed interface Expectation {

    /** The changes of each segment, each a line that begins with + or −. */
    record Changes(List<List<String>> segments) implements Expectation {}

    /** A refusal or failure. */
    record Failure(String code, Optional<String> position, List<String> parts)
        implements Expectation {}

    /** Printed text. */
    record Text(List<String> lines) implements Expectation {}
  }

  private static final String MARK = "--! ";
  private static final String TICK = "---";

  /** Reads a case; a text that is none is refused with what is missing. */
  public static SqlCase parse(String name, String text) {
    Map<String, List<List<List<String>>>> feeds = new LinkedHashMap<>();
    String sql = null;
    Expectation expectation = null;
    boolean straightOnly = false;
    for (Section section : Section.of(text)) {
      String[] words = section.heading().split(" +");
      switch (words[0]) {
        case "feed" ->
            feeds.computeIfAbsent(words[1], key -> new ArrayList<>()).add(section.segments());
        case "sql" -> sql = String.join("\n", section.lines()) + "\n";
        case "only" -> straightOnly = true;
        case "expect" -> expectation = expectation(words, section);
        default ->
            throw new IllegalArgumentException(
                name + ": expected feed, only, sql or expect, got '" + section.heading() + "'");
      }
    }
    if (sql == null || expectation == null) {
      throw new IllegalArgumentException(name + ": a case needs '--! sql' and '--! expect'");
    }
    return new SqlCase(name, title(text), feeds, sql, expectation, straightOnly);
  }

  private static String title(String text) {
    String first = text.lines().findFirst().orElse("");
    return first.startsWith("-- ") ? first.substring(3) : first;
  }

  private static Expectation expectation(String[] words, Section section) {
    if (words.length == 1) {
      return new Expectation.Changes(section.segments());
    }
    if (words[1].equals("error")) {
      Optional<String> position = words.length > 3 ? Optional.of(words[3]) : Optional.empty();
      return new Expectation.Failure(words[2], position, section.filled());
    }
    return new Expectation.Text(section.filled());
  }

  /** The case as the text of a file. */
  public String text() {
    StringBuilder text = new StringBuilder("-- ").append(title).append('\n');
    feeds.forEach(
        (table, splits) ->
            splits.forEach(
                split -> {
                  text.append(MARK).append("feed ").append(table).append('\n');
                  segments(text, split);
                }));
    text.append(straightOnly ? MARK + "only straight\n" : "");
    text.append(MARK).append("sql\n").append(sql);
    switch (expectation) {
      case Expectation.Changes changes -> {
        text.append(MARK).append("expect\n");
        segments(text, changes.segments());
      }
      case Expectation.Failure failure -> {
        text.append(MARK).append("expect error ").append(failure.code());
        failure.position().ifPresent(place -> text.append(' ').append(place));
        text.append('\n').append(String.join("\n", failure.parts())).append('\n');
      }
      case Expectation.Text expected -> {
        text.append(MARK).append("expect text\n");
        text.append(String.join("\n", expected.lines())).append('\n');
      }
    }
    return text.toString();
  }

  private static void segments(StringBuilder text, List<List<String>> segments) {
    for (int i = 0; i < segments.size(); i++) {
      text.append(i == 0 ? "" : TICK + "\n");
      segments.get(i).forEach(line -> text.append(line).append('\n'));
    }
  }

  /** The same with a tick in the middle of each feed; what it leads to is right only net. */
  public SqlCase halved() {
    Map<String, List<List<List<String>>>> halves = new LinkedHashMap<>();
    feeds.forEach(
        (table, splits) ->
            halves.put(table, splits.stream().map(split -> halves(split.getFirst())).toList()));
    return new SqlCase(name, title, halves, sql, expectation, straightOnly);
  }

  private static List<List<String>> halves(List<String> lines) {
    int middle = lines.size() / 2;
    return List.of(lines.subList(0, middle), lines.subList(middle, lines.size()));
  }

  /** How many ticks there are before the end. */
  public int ticks() {
    int most = 0;
    for (List<List<List<String>>> splits : feeds.values()) {
      for (List<List<String>> split : splits) {
        most = Math.max(most, split.size() - 1);
      }
    }
    return most;
  }

  /** A heading and what follows it. */
  private record Section(String heading, List<String> lines) {

    static List<Section> of(String text) {
      List<Section> sections = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith(MARK)) {
          sections.add(new Section(line.substring(MARK.length()).strip(), new ArrayList<>()));
        } else if (!sections.isEmpty()) {
          sections.getLast().lines().add(line);
        }
      }
      return sections;
    }

    List<String> filled() {
      return lines.stream().filter(line -> !line.isBlank()).toList();
    }

    List<List<String>> segments() {
      List<List<String>> segments = new ArrayList<>();
      segments.add(new ArrayList<>());
      for (String line : filled()) {
        if (line.strip().equals(TICK)) {
          segments.add(new ArrayList<>());
        } else {
          segments.getLast().add(line.strip());
        }
      }
      return segments;
    }
  }
}
