/**
 * The plan of a pipeline as immutable records. Open {@link dev.laminar.internal.plan.Plan} first,
 * then {@link dev.laminar.internal.plan.Node}, the sealed family of steps.
 */
@NullMarked
package dev.laminar.internal.plan;

import org.jspecify.annotations.NullMarked;
