/**
 * Aggregate functions: what they are called and typed as, and how they are computed over columns.
 * Open {@link dev.laminar.internal.aggregate.AggregateFunctions} first for the registry, {@link
 * dev.laminar.internal.aggregate.Accumulator} for the computation: each keeps a few bytes in the
 * off-heap row of every group.
 */
@NullMarked
package dev.laminar.internal.aggregate;

import org.jspecify.annotations.NullMarked;
