/**
 * Checkpoints in storage: files of state, the manifest that makes an epoch exist, and the store
 * that keeps them. Knows nothing of tasks or sinks; the runner writes and reads through it.
 */
@NullMarked
package dev.laminar.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
