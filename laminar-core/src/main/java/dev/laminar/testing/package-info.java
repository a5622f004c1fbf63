/**
 * What tests of operators and pipelines are written with, ours and our users'. Open {@link
 * dev.laminar.testing.OperatorHarness} first: one operator, fed by hand, in every way that a runner
 * could feed it.
 */
@NullMarked
package dev.laminar.testing;

import org.jspecify.annotations.NullMarked;
