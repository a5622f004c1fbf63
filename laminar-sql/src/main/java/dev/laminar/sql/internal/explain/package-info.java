/**
 * Tells what a plan does: {@link dev.laminar.sql.internal.explain.GraphBuilder} turns it into
 * operators with parallelism, distribution, changelog, state and watermark, {@link
 * dev.laminar.sql.internal.explain.GraphText} writes those for people.
 */
@NullMarked
package dev.laminar.sql.internal.explain;

import org.jspecify.annotations.NullMarked;
