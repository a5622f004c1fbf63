package dev.laminar.sql.parser;

/**
 * {@code key = value} in a {@code WITH (…)}.
 *
 * @param key with its dots, without quotes, as it is written
 */
public record Option(String key, Span keySpan, OptionValue value) {}
