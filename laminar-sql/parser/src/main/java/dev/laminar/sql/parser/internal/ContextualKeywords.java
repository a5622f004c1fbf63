package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;
import static dev.laminar.sql.parser.internal.WordScan.Expect.NAME;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;
import static dev.laminar.sql.parser.internal.WordScan.Expect.TABLE;

import dev.laminar.sql.parser.internal.Frame.Clause;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import java.util.List;

/**
 * Turns the lexemes of a query or expression into the tokens of the grammar, deciding for each word
 * whether it is a keyword where it stands.
 *
 * <p>SQL reserves hundreds of words that people use as names of columns. Where a word stands mostly
 * says which of the two it is: at the beginning of an expression {@code end} or {@code offset} can
 * only be a name; behind one, {@code end} closes a CASE if one is open. So this walks the lexemes
 * once with a stack of open brackets and knows at every word what may come next. A word is a name
 * unless a rule of {@link OperandWords}, {@link FollowingWords} or {@link TableWords} says that the
 * grammar needs it.
 *
 * <p>On the way, what the grammar cannot read is brought to a form that it can: types become one
 * token, and intervals are written as the standard wants them.
 */
final class ContextualKeywords {
  /** Marks the frame of a hint itself, which no bracket closes. */
  private static final String HINT = "/*+";

  private ContextualKeywords() {}

  /** Reads the lexemes from one index to another, not included. */
  static WordScan scan(SourceText source, List<Lexeme> lexemes, int begin, int end) {
    WordScan scan = new WordScan(source, lexemes, begin, end);
    while (scan.hasNext()) {
      scan.mark();
      read(scan);
    }
    return scan;
  }

  private static void read(WordScan scan) {
    switch (scan.at(0).kind()) {
      case WORD -> readWord(scan);
      case QUOTED_NAME -> {
        scan.name();
        scan.expect = FOLLOWING;
      }
      case STRING -> {
        scan.string(scan.at(0).value());
        scan.expect = FOLLOWING;
      }
      case BINARY -> {
        scan.take(LaminarGrammarConstants.BINARY_STRING_LITERAL, 1, null);
        scan.expect = FOLLOWING;
      }
      case NUMBER -> {
        scan.take(numberKind(scan.at(0).value()), 1, null);
        scan.expect = FOLLOWING;
      }
      case SYMBOL -> readSymbol(scan);
      case HINT_BEGIN -> {
        scan.keyword("/*+");
        scan.open(new Frame(Frame.Kind.HINT, HINT));
      }
      case HINT_END -> {
        scan.keyword("*/");
        while (scan.frame().kind == Frame.Kind.HINT) {
          scan.close();
        }
      }
      case END -> throw new IllegalStateException("read behind the end");
    }
  }

  private static void readWord(WordScan scan) {
    Frame.Kind kind = scan.frame().kind;
    if (kind == Frame.Kind.HINT) {
      scan.name();
    } else if (kind == Frame.Kind.PATTERN) {
      readPatternWord(scan);
    } else if (scan.isSymbol(-1, ".")) {
      scan.name();
      scan.expect = FOLLOWING;
    } else {
      switch (scan.expect) {
        case OPERAND -> OperandWords.read(scan);
        case FOLLOWING -> FollowingWords.read(scan);
        case TABLE -> TableWords.read(scan);
        case NAME -> {
          scan.name();
          scan.expect = FOLLOWING;
        }
      }
    }
  }

  private static void readPatternWord(WordScan scan) {
    if (scan.isWord(0, "PERMUTE") && scan.isSymbol(1, "(")) {
      scan.keyword();
    } else {
      scan.name();
    }
  }

  private static int numberKind(String digits) {
    if (digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
      return LaminarGrammarConstants.APPROX_NUMERIC_LITERAL;
    }
    return digits.indexOf('.') >= 0
        ? LaminarGrammarConstants.DECIMAL_NUMERIC_LITERAL
        : LaminarGrammarConstants.UNSIGNED_INTEGER_LITERAL;
  }

  private static void readSymbol(WordScan scan) {
    String symbol = scan.at(0).value();
    switch (symbol) {
      case "(" -> openBracket(scan);
      case ")" -> {
        scan.keyword();
        closeTo(scan, ")");
      }
      case "[" -> {
        scan.keyword();
        scan.open(new Frame(Frame.Kind.INDEX, ""));
        scan.expect = OPERAND;
      }
      case "]" -> {
        scan.keyword();
        closeTo(scan, "]");
      }
      case "," -> {
        scan.keyword();
        scan.expect = afterComma(scan.frame());
      }
      case "*" -> {
        scan.keyword();
        boolean isOperator = scan.expect == FOLLOWING && !scan.isSymbol(-2, ".");
        scan.expect = isOperator ? OPERAND : FOLLOWING;
      }
      case "." -> scan.keyword();
      case "?" -> {
        scan.keyword();
        scan.expect = FOLLOWING;
      }
      case "::" -> {
        if (!IntervalWords.readInfixCast(scan)) {
          scan.keyword();
          scan.type();
        }
        scan.expect = FOLLOWING;
      }
      case "<=>" -> {
        scan.replace(
            1,
            List.of(
                scan.token("IS"), scan.token("NOT"), scan.token("DISTINCT"), scan.token("FROM")));
        scan.expect = OPERAND;
      }
      default -> {
        scan.keyword();
        scan.expect = OPERAND;
      }
    }
  }

  private static void openBracket(WordScan scan) {
    Frame frame = scan.takePending();
    scan.keyword();
    if (frame == null) {
      frame =
          new Frame(
              switch (scan.frame().kind) {
                case PATTERN -> Frame.Kind.PATTERN;
                case HINT -> Frame.Kind.HINT;
                default -> scan.expect == FOLLOWING ? Frame.Kind.ARGUMENTS : Frame.Kind.GROUP;
              },
              "");
      if (scan.expect == TABLE) {
        frame.clause = Clause.FROM;
      }
    }
    scan.open(frame);
    scan.expect = frame.clause == Clause.FROM ? TABLE : OPERAND;
  }

  /** Closes what a bracket closes, and every CASE in it that was left open. */
  private static void closeTo(WordScan scan, String bracket) {
    while (scan.frame().kind == Frame.Kind.CASE) {
      scan.close();
    }
    Frame frame = scan.frame();
    boolean square = frame.kind == Frame.Kind.INDEX;
    boolean hint = frame.function.equals(HINT);
    if (!scan.isOutermost() && !hint && square == bracket.equals("]")) {
      scan.close();
    }
    if (frame.isCallOf("INTERVAL")) {
      Literals.readUnit(scan);
    }
    scan.expect = FOLLOWING;
  }

  private static WordScan.Expect afterComma(Frame frame) {
    return switch (frame.clause) {
      case FROM -> TABLE;
      case WITH, WINDOW, SUBSET, DEFINE -> NAME;
      default -> OPERAND;
    };
  }
}
