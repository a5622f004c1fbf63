/**
 * Differential test: random tables and queries, answered by Laminar in every way of running and by
 * DuckDB in one batch. Open {@link dev.laminar.sql.oracle.DifferentialTest} first.
 */
@NullMarked
package dev.laminar.sql.oracle;

import org.jspecify.annotations.NullMarked;
