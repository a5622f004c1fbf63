/** Tests of the tables that hold state. */
@org.jspecify.annotations.NullMarked
package dev.laminar.internal.state;
