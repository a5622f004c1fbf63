package dev.laminar.internal.plan;

/** What becomes of records that do not decode and rows on which an expression fails. */
public sealed interface BadData {

  BadData FAIL = new Fail();
  BadData DROP = new Drop();

  /** The job fails with a message that names the record. */
  record Fail() implements BadData {}

  /** It is counted and left out. */
  record Drop() implements BadData {}

  /** It is counted and written, with its error, to that table: see {@link Plan#deadLetters}. */
  record DeadLetter(String table) implements BadData {}
}
