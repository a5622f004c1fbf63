/**
 * The grammar of queries and expressions, generated from the template in Calcite's jar, and what
 * stands in the place of the lexer that JavaCC would have made: the tokens come from outside.
 */
package dev.laminar.sql.parser.internal.grammar;
