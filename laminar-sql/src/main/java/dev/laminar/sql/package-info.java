/**
 * SQL in front of the engine: a script is parsed, checked against the catalogue, optimised, and
 * lowered to the same plan that the fluent API builds.
 *
 * <p>Calcite parses and validates; no Calcite type leaves this module.
 */
@NullMarked
package dev.laminar.sql;

import org.jspecify.annotations.NullMarked;
