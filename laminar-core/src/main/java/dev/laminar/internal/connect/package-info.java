/**
 * Finds connectors and formats and checks tables' options. Open {@link
 * dev.laminar.internal.connect.Connectors} first.
 */
@NullMarked
package dev.laminar.internal.connect;

import org.jspecify.annotations.NullMarked;
