/** Tests that every Nexmark query can be measured. */
@NullMarked
package dev.laminar.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;
