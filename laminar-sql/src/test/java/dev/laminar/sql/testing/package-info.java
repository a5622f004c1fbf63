/** Runs the case files; open {@link dev.laminar.sql.testing.SqlCasesTest}. */
@NullMarked
package dev.laminar.sql.testing;

import org.jspecify.annotations.NullMarked;
