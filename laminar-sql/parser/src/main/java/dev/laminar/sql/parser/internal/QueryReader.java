package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammar;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarTokenManager;
import dev.laminar.sql.parser.internal.grammar.ParseException;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Hands a query or expression to the generated grammar, and says in our words what it refuses. */
final class QueryReader {
  private static final int LONGEST_NAME = 1024;

  private static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean allowExplicitRowValueConstructor() {
          return true;
        }
      };

  private final SourceText source;
  private final List<Lexeme> lexemes;

  QueryReader(SourceText source, List<Lexeme> lexemes) {
    this.source = source;
    this.lexemes = lexemes;
  }

  /** Reads the query that reaches from one lexeme to another, not included. */
  SqlNode query(int begin, int end) {
    return parse(begin, end, LaminarGrammar::SqlQueryEof);
  }

  /** Reads the expression that reaches from one lexeme to another, not included. */
  SqlNode expression(int begin, int end) {
    return parse(begin, end, LaminarGrammar::SqlExpressionEof);
  }

  private interface Start {
    SqlNode parse(LaminarGrammar grammar) throws ParseException;
  }

  private SqlNode parse(int begin, int end, Start start) {
    WordScan scan = ContextualKeywords.scan(source, lexemes, begin, end);
    LaminarGrammar grammar = new LaminarGrammar(new LaminarGrammarTokenManager(scan.tokens()));
    grammar.setUnquotedCasing(Casing.UNCHANGED);
    grammar.setQuotedCasing(Casing.UNCHANGED);
    grammar.setIdentifierMaxLength(LONGEST_NAME);
    grammar.setConformance(CONFORMANCE);
    try {
      return start.parse(grammar);
    } catch (ParseException e) {
      throw new GrammarErrors(source, lexemes, scan).error(e);
    } catch (CalciteContextException e) {
      SqlParserPos pos =
          new SqlParserPos(
              e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
      throw source.error(Span.of(pos), GrammarErrors.inOurWords(e));
    } catch (StackOverflowError e) {
      throw source.error(lexemes.get(begin), "the expression is nested too deeply");
    }
  }
}
