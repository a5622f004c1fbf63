/**
 * The operators: what happens to rows. Open {@link dev.laminar.internal.operator.Operator} first,
 * the contract that every one of them keeps.
 */
@NullMarked
package dev.laminar.internal.operator;

import org.jspecify.annotations.NullMarked;
