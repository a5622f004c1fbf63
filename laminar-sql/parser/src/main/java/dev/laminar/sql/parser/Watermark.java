package dev.laminar.sql.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code WATERMARK FOR column [AS expression]}.
 *
 * @param expression null if there is none; the watermark is then the column itself
 */
public record Watermark(Span span, SqlIdentifier column, @Nullable SqlNode expression) {}
