/**
 * Turns parsed queries into nodes of a plan. Names are resolved against scopes, every expression
 * gets its type from the engine's own function registry, and joins, windows and groupings find the
 * node that computes them. A bound query is a {@link dev.laminar.sql.internal.bind.Relation} (open
 * it first): a node, and expressions over its columns. Why Calcite's validator is not used: {@code
 * docs/decisions/0005-own-binder.md}.
 */
@NullMarked
package dev.laminar.sql.internal.bind;

import org.jspecify.annotations.NullMarked;
