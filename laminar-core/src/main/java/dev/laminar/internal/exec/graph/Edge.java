package dev.laminar.internal.exec.graph;

import java.util.Optional;

/**
 * Rows that move from one stage to another.
 *
 * @param input which input of the receiving stage's first operator they are for
 * @param deadLetters the table whose dead letters these are, or empty for the stage's results
 */
public record Edge(
    int from, int to, int input, Distribution distribution, Optional<String> deadLetters) {}
