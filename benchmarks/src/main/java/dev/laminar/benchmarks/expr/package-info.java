/** What compiled expressions cost a row. */
@NullMarked
package dev.laminar.benchmarks.expr;

import org.jspecify.annotations.NullMarked;
