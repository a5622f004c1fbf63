/**
 * Typed expressions ({@link dev.laminar.internal.expr.Expr}, open it first), the functions they
 * call, and the compiler that turns them into loops over columns.
 */
@NullMarked
package dev.laminar.internal.expr;

import org.jspecify.annotations.NullMarked;
