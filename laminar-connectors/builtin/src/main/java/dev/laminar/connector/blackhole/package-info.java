/** A sink that drops everything, to measure queries without their output. */
@NullMarked
package dev.laminar.connector.blackhole;

import org.jspecify.annotations.NullMarked;
