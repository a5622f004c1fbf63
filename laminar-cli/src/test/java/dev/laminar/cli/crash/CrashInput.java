package dev.laminar.cli.crash;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;

/** Makes the files that the pipeline reads, the same ones for the same seed. */
final class CrashInput {

  private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 1, 1, 0, 0, 0);
  private static final int ROWS_PER_SECOND = 100;
  private static final int DISORDER_MILLIS = 3000; // less than the watermark's delay
  private static final int NOTES_PER_ROWS = 3;

  private CrashInput() {}

  static void write(Path folder, long seed, int rows) throws IOException {
    Random random = new Random(seed);
    int keys = Math.max(10, rows / 100);
    try (BufferedWriter events = Files.newBufferedWriter(folder.resolve("events.json"))) {
      for (int i = 0; i < rows; i++) {
        long millis = i * 1000L / ROWS_PER_SECOND - random.nextInt(DISORDER_MILLIS);
        LocalDateTime time = BEGIN.plusNanos(millis * 1_000_000);
        events.write(
            "{\"id\":%d,\"k\":%d,\"v\":%d,\"t\":\"%sZ\"}\n"
                .formatted(i, random.nextInt(keys), random.nextInt(1000), time));
      }
    }
    try (BufferedWriter notes = Files.newBufferedWriter(folder.resolve("notes.json"))) {
      for (int i = 0; i < rows / NOTES_PER_ROWS; i++) {
        notes.write(
            "{\"event\":%d,\"note\":\"note %d of it\"}\n".formatted(random.nextInt(rows), i));
      }
    }
  }

  /** A window, an unwindowed join and an aggregate that changes, each to a file of its own. */
  static String pipeline(Path folder, Path output) {
    return """
    CREATE TABLE events (id BIGINT, k BIGINT, v BIGINT, t TIMESTAMP,
        WATERMARK FOR t AS t - INTERVAL '5' SECOND)
      WITH (connector = 'single_file', path = '%1$s/events.json');
    CREATE TABLE notes (event BIGINT, note TEXT)
      WITH (connector = 'single_file', path = '%1$s/notes.json');
    CREATE TABLE windows WITH (connector = 'single_file', path = '%2$s/windows.json');
    CREATE TABLE joined WITH (connector = 'single_file', path = '%2$s/joined.json');
    CREATE TABLE totals
      WITH (connector = 'single_file', path = '%2$s/totals.json', format = 'debezium_json');
    INSERT INTO windows
      SELECT window_start, k, count(*) AS n, sum(v) AS total
      FROM TUMBLE(TABLE events, DESCRIPTOR(t), INTERVAL '1' MINUTE)
      GROUP BY window_start, window_end, k;
    INSERT INTO joined
      SELECT e.id, e.k, e.v, n.note FROM events e JOIN notes n ON e.id = n.event;
    INSERT INTO totals SELECT k, count(*) AS n, sum(v) AS total, max(v) AS most FROM events GROUP BY k;
    """
        .formatted(folder, output);
  }
}
