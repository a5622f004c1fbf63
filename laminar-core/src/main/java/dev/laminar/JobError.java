package dev.laminar;

import java.time.Instant;

/**
 * Something that went wrong in a job without ending it, such as a bad record that was dropped.
 *
 * @param operator the operator's label, such as {@code 1 scan flights}
 * @param table the table whose policy decided, or an empty text
 * @param split where it was read, or an empty text
 * @param position where in the split, for people
 * @param raw the bad bytes, as far as they are known
 */
public record JobError(
    Instant time,
    String operator,
    int subtask,
    String table,
    String split,
    String position,
    String message,
    byte[] raw) {}
