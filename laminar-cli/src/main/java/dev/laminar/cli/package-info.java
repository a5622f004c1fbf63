/**
 * The {@code lmnr} command: it reads SQL files, runs or explains them, and shows progress and
 * results on a terminal.
 */
@NullMarked
package dev.laminar.cli;

import org.jspecify.annotations.NullMarked;
