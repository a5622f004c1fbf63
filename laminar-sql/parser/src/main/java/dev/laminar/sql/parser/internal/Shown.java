package dev.laminar.sql.parser.internal;

/** How a piece of the text is shown in a message: its first line, not too long, in quotes. */
public final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  /** The piece in single quotes. */
  public static String quoted(String piece) {
    return "'" + shortened(piece) + "'";
  }

  static String shortened(String piece) {
    String line = piece.lines().findFirst().orElse("");
    boolean whole = line.length() == piece.length() && line.length() <= LONGEST;
    return whole ? piece : line.substring(0, Math.min(line.length(), LONGEST)) + "…";
  }
}
