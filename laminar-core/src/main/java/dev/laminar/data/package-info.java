/**
 * Types, schemas and columnar batches in Arrow's memory format. Open {@link dev.laminar.data.Batch}
 * first: everything that flows through a pipeline is one.
 */
@NullMarked
package dev.laminar.data;

import org.jspecify.annotations.NullMarked;
