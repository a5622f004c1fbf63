package dev.laminar.sql.parser;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a {@code CREATE FUNCTION}.
 *
 * @param name null if only the type is written
 */
public record Parameter(@Nullable String name, TypeName type, Span span) {}
