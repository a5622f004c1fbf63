package dev.laminar.internal.exec;

import dev.laminar.ErrorCode;
import dev.laminar.JobError;
import dev.laminar.LaminarException;
import dev.laminar.internal.plan.BadData;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the bad rows of one operator in one subtask: fails the job, drops them, or diverts
 * them as dead letters. What is dropped or diverted is counted and remembered as an error of the
 * job. Belongs to the task.
 */
final class BadRows {

  private static final int SHOWN_BYTES = 200;

  private final String operator;
  private final int subtask;
  private final String table;
  private final BadData policy;
  private final @Nullable DeadLetters deadLetters;
  private final Count dropped;
  private final Count diverted;
  private final Count bad;
  private final Errors errors;
  private final Clock clock;

  /**
   * @param table whose policy it is, or an empty text
   * @param deadLetters where {@link BadData.DeadLetter} sends them; null for other policies
   */
  BadRows(
      String operator,
      int subtask,
      String table,
      BadData policy,
      @Nullable DeadLetters deadLetters,
      Meter meter,
      Errors errors,
      Clock clock) {
    this.operator = operator;
    this.subtask = subtask;
    this.table = table;
    this.policy = policy;
    this.deadLetters = deadLetters;
    this.bad = meter.counter("bad-rows");
    this.dropped = meter.counter("dropped-rows");
    this.diverted = meter.counter("diverted-rows");
    this.errors = errors;
    this.clock = clock;
  }

  /** Throws if the policy is to fail. */
  void handle(BadRecord record, String split) {
    switch (policy) {
      case BadData.Fail f -> throw failure(record, split);
      case BadData.Drop d -> dropped.add(1);
      case BadData.DeadLetter d -> {
        if (deadLetters == null) {
          throw failure(record, split); // a dead letter that cannot be written
        }
        deadLetters.add(record, table.isEmpty() ? operator : table, split, operator);
        diverted.add(1);
      }
    }
    bad.add(1);
    errors.add(
        new JobError(
            clock.instant(),
            operator,
            subtask,
            table,
            split,
            record.position(),
            record.error(),
            record.raw()));
  }

  private LaminarException failure(BadRecord record, String split) {
    StringBuilder text = new StringBuilder();
    text.append(table.isEmpty() ? "operator '" + operator + "'" : "table '" + table + "'");
    if (!split.isEmpty()) {
      text.append(", split '").append(split).append('\'');
    }
    if (!record.position().isEmpty()) {
      text.append(", ").append(record.position());
    }
    text.append(": ").append(record.error());
    if (record.raw().length > 0) {
      text.append("; the record: ").append(shown(record.raw()));
    }
    text.append(". To go on without such rows, set the table's option bad_data to 'drop'")
        .append(" or 'dead_letter:<table>'");
    return new LaminarException(ErrorCode.BAD_DATA, text.toString());
  }

  private static String shown(byte[] raw) {
    int length = Math.min(raw.length, SHOWN_BYTES);
    String text = new String(raw, 0, length, StandardCharsets.UTF_8).strip();
    return length < raw.length ? text + " …" : text;
  }
}
