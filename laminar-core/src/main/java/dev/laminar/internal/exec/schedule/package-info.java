/**
 * Who runs next: actors that take turns on worker threads, virtual threads or, in a simulation, one
 * thread. Open {@link dev.laminar.internal.exec.schedule.Actor} first.
 */
@NullMarked
package dev.laminar.internal.exec.schedule;

import org.jspecify.annotations.NullMarked;
