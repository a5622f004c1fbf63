package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;

import dev.laminar.sql.parser.Interval;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import dev.laminar.sql.parser.internal.grammar.GrammarToken;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Interval literals, as the standard and as Postgres writes them: {@code INTERVAL '1' MINUTE},
 * {@code INTERVAL '1 day 2 hours'}, {@code INTERVAL 5 MINUTES}. All become the standard's form with
 * one unit and enough digits; what that cannot hold becomes a token that carries the interval.
 */
final class IntervalWords {
  /** More digits than Calcite lets an interval have. */
  private static final int TOO_MANY_DIGITS = 11;

  private static final int USUAL_DIGITS = 2;
  private static final long SECOND = 1_000_000;

  private IntervalWords() {}

  /** Reads a literal that begins with INTERVAL, if one does. */
  static boolean read(WordScan scan) {
    boolean signed = scan.isSymbol(1, "-") || scan.isSymbol(1, "+");
    int value = signed ? 2 : 1;
    Lexeme lexeme = scan.at(value);
    if (lexeme.is(Kind.STRING) || (lexeme.is(Kind.NUMBER) && Literals.isUnit(scan.at(value + 1)))) {
      readLiteral(scan, value, scan.isSymbol(1, "-"));
      return true;
    }
    if (scan.isSymbol(1, "(")) {
      if (!Literals.isUnit(scan.at(scan.closing(1) + 1))) {
        return false;
      }
      scan.keyword();
      scan.expectBracket(new Frame(Frame.Kind.ARGUMENTS, "INTERVAL"));
      scan.expect = FOLLOWING;
      return true;
    }
    if (lexeme.isName() && !scan.isWord(value, "TO") && Literals.isUnit(scan.at(value + 1))) {
      scan.keyword();
      scan.name();
      Literals.readUnit(scan);
      scan.expect = FOLLOWING;
      return true;
    }
    return false;
  }

  /** Reads {@code CAST('…' AS INTERVAL)} as a literal, if that is what stands there. */
  static boolean readCast(WordScan scan) {
    boolean literal =
        scan.at(2).is(Kind.STRING)
            && scan.isWord(3, "AS")
            && scan.isWord(4, "INTERVAL")
            && scan.isSymbol(5, ")");
    if (literal) {
      readLiteral(scan, 2, 6);
    }
    return literal;
  }

  /** Reads {@code '…'::INTERVAL} as a literal, behind the string, if that is what stands there. */
  static boolean readInfixCast(WordScan scan) {
    boolean literal =
        scan.at(-1).is(Kind.STRING)
            && !scan.at(-2).is(Kind.STRING)
            && scan.isWord(1, "INTERVAL")
            && !Literals.isUnit(scan.at(2))
            && !scan.isSymbol(2, "[");
    if (literal) {
      scan.takeBack();
      readLiteral(scan, 0, 3);
    }
    return literal;
  }

  /** Reads an interval that fills some lexemes and whose text says its units. */
  private static void readLiteral(WordScan scan, int value, int count) {
    try {
      emit(scan, Interval.parse(scan.at(value).value()), count);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw scan.error(value, String.valueOf(e.getMessage()));
    }
    scan.expect = FOLLOWING;
  }

  private static void readLiteral(WordScan scan, int value, boolean negative) {
    String text = scan.at(value).value();
    int unit = value + 1;
    boolean hasUnit = Literals.isUnit(scan.at(unit)) && text.chars().noneMatch(Character::isLetter);
    int end = hasUnit ? qualifierEnd(scan, unit) : unit;
    try {
      Interval interval = hasUnit ? qualified(scan, text, unit, end) : Interval.parse(text);
      emit(scan, negative ? interval.negated() : interval, end);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw scan.error(value, String.valueOf(e.getMessage()));
    }
    scan.expect = FOLLOWING;
  }

  private static Interval qualified(WordScan scan, String text, int unit, int end) {
    String start = scan.at(unit).value();
    for (int k = unit + 1; k < end; k++) {
      if (scan.isWord(k, "TO")) {
        return Interval.parse(text, start, scan.at(k + 1).value());
      }
    }
    return Interval.parse(text, start, null);
  }

  /** The place behind {@code unit(p) TO unit(p)}; precisions are read and need not be kept. */
  private static int qualifierEnd(WordScan scan, int unit) {
    int end = precisionEnd(scan, unit + 1);
    if (scan.isWord(end, "TO") && Literals.isUnit(scan.at(end + 1))) {
      end = precisionEnd(scan, end + 2);
    }
    return end;
  }

  private static int precisionEnd(WordScan scan, int k) {
    if (scan.isSymbol(k, "(") && scan.at(k + 1).is(Kind.NUMBER)) {
      return scan.closing(k) + 1;
    }
    return k;
  }

  private static void emit(WordScan scan, Interval interval, int count) {
    long months = interval.months();
    long micros = interval.micros();
    String digits = "";
    String unit = "";
    if (micros == 0 && months != 0) {
      unit = months % 12 == 0 ? "YEAR" : "MONTH";
      digits = Long.toString(Math.abs(months % 12 == 0 ? months / 12 : months));
    } else if (months == 0 && micros % 1000 == 0) {
      long size = SECOND;
      unit = "SECOND";
      for (String coarser : List.of("MINUTE", "HOUR", "DAY")) {
        long next = size * (coarser.equals("DAY") ? 24 : 60);
        if (micros != 0 && micros % next == 0) {
          size = next;
          unit = coarser;
        } else {
          break;
        }
      }
      digits =
          new BigDecimal(micros)
              .abs()
              .divide(new BigDecimal(size))
              .stripTrailingZeros()
              .toPlainString();
    }
    int whole = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    if (digits.isEmpty() || whole >= TOO_MANY_DIGITS) {
      scan.mixedInterval(count, interval);
    } else {
      scan.replace(count, literal(scan, digits, unit, whole, months < 0 || micros < 0));
    }
  }

  private static List<GrammarToken> literal(
      WordScan scan, String digits, String unit, int whole, boolean negative) {
    List<GrammarToken> tokens = new ArrayList<>();
    tokens.add(scan.token("INTERVAL"));
    if (negative) {
      tokens.add(scan.token("-"));
    }
    tokens.add(scan.token(TokenKinds.QUOTED_STRING, "'" + digits + "'"));
    tokens.add(scan.token(unit));
    if (whole > USUAL_DIGITS) {
      tokens.add(scan.token("("));
      tokens.add(scan.token(TokenKinds.UNSIGNED_INTEGER_LITERAL, Integer.toString(whole)));
      tokens.add(scan.token(")"));
    }
    return tokens;
  }
}
