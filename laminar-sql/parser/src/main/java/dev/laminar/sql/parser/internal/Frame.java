package dev.laminar.sql.parser.internal;

/**
 * What is open around a lexeme: the text itself, a pair of brackets, or a CASE.
 *
 * <p><b>State:</b> the clause that was last begun in it. <b>Threads:</b> one.
 */
final class Frame {
  enum Kind {
    /** The whole query or expression. */
    TOP,
    /** Round brackets around a query, an expression, a list of them or a join. */
    GROUP,
    /** The arguments of a function. */
    ARGUMENTS,
    /** Square brackets. */
    INDEX,
    CASE,
    /** The definition of a window behind OVER or in a WINDOW clause. */
    OVER,
    MATCH_RECOGNIZE,
    PATTERN,
    HINT
  }

  enum Clause {
    NONE,
    WITH,
    SELECT,
    FROM,
    /** WHERE, HAVING, QUALIFY. */
    CONDITION,
    GROUP_BY,
    WINDOW,
    ORDER_BY,
    VALUES,
    /** Of MATCH_RECOGNIZE. */
    SUBSET,
    /** Of MATCH_RECOGNIZE. */
    DEFINE
  }

  final Kind kind;

  /** The function whose arguments these are, if its syntax has words of its own; else empty. */
  final String function;

  Clause clause = Clause.NONE;

  Frame(Kind kind, String function) {
    this.kind = kind;
    this.function = function;
  }

  /** Whether a query may be going on, so that LIMIT or UNION may follow. */
  boolean mayBeQuery() {
    return clause != Clause.NONE || kind == Kind.TOP || kind == Kind.GROUP;
  }

  /** Whether words such as FROM belong to the function's syntax. */
  boolean isCallOf(String name) {
    return kind == Kind.ARGUMENTS && clause == Clause.NONE && function.equals(name);
  }

  boolean isJsonCall() {
    return kind == Kind.ARGUMENTS
        && (clause == Clause.NONE || clause == Clause.ORDER_BY)
        && function.startsWith("JSON_");
  }
}
