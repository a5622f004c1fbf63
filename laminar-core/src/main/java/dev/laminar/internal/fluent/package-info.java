/**
 * What stands behind the fluent API: Java values as columns, Java collections and callbacks as
 * sources and sinks, and the building of plans. Open {@link
 * dev.laminar.internal.fluent.RecordCodec} first.
 */
@NullMarked
package dev.laminar.internal.fluent;

import org.jspecify.annotations.NullMarked;
