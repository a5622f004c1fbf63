/**
 * What the functions of {@code functions.txt} do: static methods by family, called from generated
 * code. A text is an address and a length, a wide decimal a high and a low half; a result of such a
 * type goes into the holder that is the last parameter, its bytes into {@link
 * dev.laminar.internal.expr.function.Scratch}. A method that returns boolean beside a holder says
 * whether there is a value. What cannot be computed throws {@link
 * dev.laminar.internal.expr.function.RowError}.
 */
@NullMarked
package dev.laminar.internal.expr.function;

import org.jspecify.annotations.NullMarked;
