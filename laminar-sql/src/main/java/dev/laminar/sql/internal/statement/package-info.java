/**
 * Goes through the statements of a text: tables are declared, queries bound, and all that writes
 * becomes one plan. Open {@link dev.laminar.sql.internal.statement.ScriptPlanner} first.
 */
@NullMarked
package dev.laminar.sql.internal.statement;

import org.jspecify.annotations.NullMarked;
