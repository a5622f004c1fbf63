/**
 * Text to statements. {@link dev.laminar.sql.parser.Statements} is the type to open first: it cuts
 * a text at its semicolons, reads what Laminar itself defines (tables, views, functions, settings)
 * into the records of {@link dev.laminar.sql.parser.Statement}, and hands queries and expressions
 * to a grammar generated from Calcite's, whose result is a tree of {@link
 * org.apache.calcite.sql.SqlNode}. Nothing here knows which tables or functions exist.
 */
@NullMarked
package dev.laminar.sql.parser;

import org.jspecify.annotations.NullMarked;
