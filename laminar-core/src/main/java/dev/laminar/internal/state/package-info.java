/**
 * Keyed state: tables over off-heap memory whose rows belong to key groups. Open {@link
 * dev.laminar.internal.state.KeyGroups} first.
 */
@NullMarked
package dev.laminar.internal.state;

import org.jspecify.annotations.NullMarked;
