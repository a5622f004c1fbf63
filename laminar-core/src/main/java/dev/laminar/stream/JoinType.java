package dev.laminar.stream;

/** What a join does with rows that find no match. */
public enum JoinType {
  INNER,
  LEFT,
  RIGHT,
  FULL
}
