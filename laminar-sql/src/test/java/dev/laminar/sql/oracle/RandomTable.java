package dev.laminar.sql.oracle;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A table of random rows, each a list of values: id (unique), ts (out of order by at most a
 * minute), k and g (few different values, nulls), n (numbers, nulls), s (texts, empty and unicode
 * ones, nulls), b, d.
 */
record RandomTable(String name, List<List<@Nullable Object>> rows) {

  static final List<String> COLUMNS = List.of("id", "ts", "k", "g", "n", "s", "b", "d");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
  private static final LocalDateTime START = LocalDateTime.parse("2024-02-28T23:50:00");
  private static final List<String> TEXTS =
      List.of(
          "", "a", "b", "A", "ab", "straße", "a longer text than twelve bytes", "日本語", "a'b\"c\\");

  static RandomTable of(String name, Random random) {
    int size = random.nextInt(5) == 0 ? random.nextInt(3) : 3 + random.nextInt(40);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    long millis = 0;
    for (int id = 0; id < size; id++) {
      millis += random.nextInt(40_000);
      rows.add(row(id, millis - random.nextInt(60_000), random));
    }
    return new RandomTable(name, rows);
  }

  private static List<@Nullable Object> row(int id, long millis, Random random) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add((long) id);
    row.add(TIME.format(START.plusNanos(millis * 1_000_000)));
    row.add(orNull(random, (long) random.nextInt(5)));
    row.add(orNull(random, "g" + random.nextInt(3)));
    row.add(orNull(random, (long) random.nextInt(200) - 100));
    row.add(orNull(random, TEXTS.get(random.nextInt(TEXTS.size()))));
    row.add(orNull(random, random.nextBoolean()));
    row.add(orNull(random, (random.nextInt(400) - 200) / 8.0));
    return row;
  }

  private static @Nullable Object orNull(Random random, Object value) {
    return random.nextInt(7) == 0 ? null : value;
  }

  String laminarDdl() {
    return "CREATE TABLE "
        + name
        + " (id BIGINT NOT NULL, ts TIMESTAMP NOT NULL, k BIGINT, g TEXT, n BIGINT, s TEXT, b"
        + " BOOLEAN, d DOUBLE, WATERMARK FOR ts AS ts - INTERVAL '2 minutes') WITH (connector ="
        + " 'feed');\n";
  }

  String duckDdl() {
    return "CREATE TABLE "
        + name
        + " (id BIGINT, ts TIMESTAMP, k BIGINT, g VARCHAR, n BIGINT, s VARCHAR, b BOOLEAN, d"
        + " DOUBLE)";
  }

  /** The rows as JSON lines, cut into {@code segments} by random ticks. */
  List<List<String>> feed(int segments, Random random) {
    List<List<String>> feed = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      feed.add(new ArrayList<>());
    }
    int segment = 0;
    for (List<@Nullable Object> row : rows) {
      while (segment < segments - 1 && random.nextInt(rows.size() + 1) < segments) {
        segment++;
      }
      feed.get(segment).add(json(row));
    }
    return feed;
  }

  private static String json(List<@Nullable Object> row) {
    StringJoiner json = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      String text = value instanceof String s ? quoted(s) : String.valueOf(value);
      json.add("\"" + COLUMNS.get(i) + "\": " + text);
    }
    return json.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
