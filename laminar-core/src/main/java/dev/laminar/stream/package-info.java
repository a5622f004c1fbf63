/**
 * The fluent API: pipelines written in Java. Open {@link dev.laminar.stream.DataStream} first; it
 * and SQL build the same plan.
 */
@NullMarked
package dev.laminar.stream;

import org.jspecify.annotations.NullMarked;
