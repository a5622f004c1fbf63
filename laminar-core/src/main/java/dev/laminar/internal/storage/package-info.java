/**
 * Places where checkpoints are kept: a directory, memory, and whatever plugins add. Open first:
 * {@link dev.laminar.internal.storage.Storages}, which finds one by the scheme of its URI.
 */
@NullMarked
package dev.laminar.internal.storage;

import org.jspecify.annotations.NullMarked;
