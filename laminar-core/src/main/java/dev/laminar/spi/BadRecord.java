package dev.laminar.spi;

/**
 * A record, row or part of one that could not be handled.
 *
 * @param raw its bytes, as far as they are known
 * @param position where in the split it stands, for people: {@code line 17}, {@code offset 4711}
 * @param error what was expected and what came
 */
public record BadRecord(byte[] raw, String position, String error) {}
