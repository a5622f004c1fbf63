package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;

/** The words of the standard's JSON functions, behind their first argument. */
final class JsonWords {
  private JsonWords() {}

  static boolean read(WordScan scan) {
    switch (scan.at(0).value()) {
      case "RETURNING" -> {
        scan.keyword();
        scan.type();
      }
      case "ON" -> scan.keywords(scan.at(1).is(Lexeme.Kind.WORD) ? 2 : 1);
      case "VALUE", "DEFAULT" -> {
        scan.keyword();
        scan.expect = OPERAND;
      }
      case "NULL",
          "ERROR",
          "EMPTY",
          "TRUE",
          "FALSE",
          "UNKNOWN",
          "ABSENT",
          "WITH",
          "WITHOUT",
          "CONDITIONAL",
          "UNCONDITIONAL",
          "ARRAY",
          "OBJECT",
          "WRAPPER",
          "FORMAT",
          "JSON",
          "ENCODING",
          "UTF8",
          "UTF16",
          "UTF32" ->
          scan.keyword();
      default -> {
        return false;
      }
    }
    return true;
  }
}
