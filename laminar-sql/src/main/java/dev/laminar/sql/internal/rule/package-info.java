/**
 * Makes bound plans cheaper without changing what they say. Each class is one rule; {@link
 * dev.laminar.sql.internal.rule.Optimizer} applies them. Nodes that several readers share stay
 * shared.
 */
@NullMarked
package dev.laminar.sql.internal.rule;

import org.jspecify.annotations.NullMarked;
