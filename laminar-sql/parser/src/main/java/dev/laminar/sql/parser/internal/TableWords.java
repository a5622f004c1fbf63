package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;

/** Words where a table is expected: any word can be its name. */
final class TableWords {
  private TableWords() {}

  static void read(WordScan scan) {
    boolean beforeBracket = scan.isSymbol(1, "(");
    switch (scan.at(0).value()) {
      case "SELECT", "WITH", "VALUES" -> {
        if (scan.isSymbol(-1, "(")) {
          scan.expect = WordScan.Expect.OPERAND;
          OperandWords.read(scan);
        } else {
          readName(scan);
        }
      }
      case "LATERAL" -> {
        if (beforeBracket || scan.isWord(1, "TABLE") || scan.isWord(1, "UNNEST")) {
          scan.keyword();
        } else {
          readName(scan);
        }
      }
      case "UNNEST", "TABLE" -> {
        if (beforeBracket) {
          scan.keyword();
          scan.expect = FOLLOWING;
        } else if (scan.isSymbol(-1, "(") && scan.isWord(0, "TABLE") && scan.at(1).isName()) {
          scan.expect = WordScan.Expect.OPERAND;
          OperandWords.read(scan);
        } else {
          readName(scan);
        }
      }
      case "WHERE", "FROM", "ON", "JOIN" -> scan.keyword();
      default -> readName(scan);
    }
  }

  private static void readName(WordScan scan) {
    scan.name();
    scan.expect = FOLLOWING;
  }
}
