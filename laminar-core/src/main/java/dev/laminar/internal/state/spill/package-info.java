/**
 * State that memory cannot hold, on a local disk: begin with {@link
 * dev.laminar.internal.state.spill.SpillStore}. What lies there is part of a running job only; a
 * checkpoint contains it as it contains what is in memory.
 */
@NullMarked
package dev.laminar.internal.state.spill;

import org.jspecify.annotations.NullMarked;
