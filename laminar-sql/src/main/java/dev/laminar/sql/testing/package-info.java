/**
 * SQL cases: text files that say what is fed to a query and what is to come out, run in several
 * ways that must agree. Open {@link dev.laminar.sql.testing.SqlCase} first; it shows the form of a
 * file.
 */
@NullMarked
package dev.laminar.sql.testing;

import org.jspecify.annotations.NullMarked;
