/**
 * The Nexmark queries over the whole engine: throughput, processor time and memory of each, every
 * run in a fresh JVM.
 */
@NullMarked
package dev.laminar.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;
