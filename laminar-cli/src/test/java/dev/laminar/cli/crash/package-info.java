/**
 * Real processes that are killed. Open {@link dev.laminar.cli.crash.CrashTest} first: it runs
 * {@code lmnr} as a child again and again until a pipeline is through, and compares what came out
 * with what comes out when nobody disturbs.
 */
@NullMarked
package dev.laminar.cli.crash;

import org.jspecify.annotations.NullMarked;
