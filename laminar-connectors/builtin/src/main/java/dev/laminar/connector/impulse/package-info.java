/** A source that counts. */
@NullMarked
package dev.laminar.connector.impulse;

import org.jspecify.annotations.NullMarked;
