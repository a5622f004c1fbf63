/**
 * Turns expressions into Java source and that into classes. Open {@link
 * dev.laminar.internal.expr.compile.LoopSource} first: it writes the loop over a batch's rows, and
 * {@link dev.laminar.internal.expr.compile.Emitter} what happens to one row.
 */
@NullMarked
package dev.laminar.internal.expr.compile;

import org.jspecify.annotations.NullMarked;
