/** JMH benchmarks of the engine's kernels. Nothing in here is asserted by tests. */
@NullMarked
package dev.laminar.benchmarks;

import org.jspecify.annotations.NullMarked;
