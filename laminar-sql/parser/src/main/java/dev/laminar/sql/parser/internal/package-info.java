/**
 * The inside of the parser. A text becomes {@link dev.laminar.sql.parser.internal.Lexeme}s, of
 * which {@link dev.laminar.sql.parser.internal.StatementReader} makes statements; a query or
 * expression goes on through {@link dev.laminar.sql.parser.internal.ContextualKeywords}, which
 * decides which words are keywords where they stand, to the generated grammar.
 */
@NullMarked
package dev.laminar.sql.parser.internal;

import org.jspecify.annotations.NullMarked;
