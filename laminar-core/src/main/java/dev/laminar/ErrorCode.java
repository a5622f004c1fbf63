package dev.laminar;

/** What went wrong, as a stable word, and whose it is to mend. */
public enum ErrorCode {
  /** The text is no SQL. */
  SYNTAX(Kind.USER),
  /** The query or program is well-formed but cannot mean anything: unknown column, wrong type. */
  INVALID_QUERY(Kind.USER),
  /** An option of a connector, format or setting is unknown, missing or has a bad value. */
  INVALID_OPTION(Kind.USER),
  /** Laminar does not do this; the message says what does. */
  UNSUPPORTED(Kind.USER),
  /** A record does not decode, an expression fails on a row, or a sink rejects a row. */
  BAD_DATA(Kind.USER),
  /** A file, topic or table that was named is not there or may not be used. */
  NOT_FOUND(Kind.USER),
  /** Another system failed or cannot be reached; trying again may help. */
  EXTERNAL(Kind.EXTERNAL),
  /** Memory, disk or another limit of this process is used up. */
  RESOURCE(Kind.RESOURCE),
  /** Laminar is wrong. */
  BUG(Kind.BUG);

  /** Whose fault it is, which decides whether a retry makes sense. */
  public enum Kind {
    USER,
    EXTERNAL,
    RESOURCE,
    BUG
  }

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
