/**
 * The state of joins: rows kept off heap, found by their keys. Open {@link
 * dev.laminar.internal.state.join.JoinSide} first: one side of a join, made of a {@link
 * dev.laminar.internal.state.join.RowStore} (rows of one width in pages, their texts in an arena)
 * and a {@link dev.laminar.internal.state.join.HashIndex} over it.
 */
@NullMarked
package dev.laminar.internal.state.join;

import org.jspecify.annotations.NullMarked;
