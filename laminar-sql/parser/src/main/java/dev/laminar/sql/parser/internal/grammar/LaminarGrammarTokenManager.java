package dev.laminar.sql.parser.internal.grammar;

import java.util.List;

/**
 * Feeds the generated grammar with tokens that are already there. JavaCC's own lexer knows a word
 * only by its letters; ours has decided by then what each word means where it stands.
 *
 * <p>The name and the members are those that the generated code calls; the character stream that it
 * would pass is never used. <b>State:</b> how far the grammar has read. <b>Threads:</b> one.
 */
@SuppressWarnings(
    "DoNotCallSuggester") // the generated code contains the calls and never reaches them
public final class LaminarGrammarTokenManager {
  static final String[] lexStateNames = {"DEFAULT"};

  private final List<GrammarToken> tokens;
  private int next;

  /** The last token must be of kind EOF; it is given again and again. */
  public LaminarGrammarTokenManager(List<GrammarToken> tokens) {
    this.tokens = tokens;
  }

  LaminarGrammarTokenManager(SimpleCharStream unused) {
    throw new UnsupportedOperationException("The grammar reads tokens; use Statements.parse");
  }

  /** Called by the generated grammar. */
  public Token getNextToken() {
    return tokens.get(next < tokens.size() - 1 ? next++ : next);
  }

  void ReInit(SimpleCharStream unused) {
    throw new UnsupportedOperationException("The grammar reads tokens; use Statements.parse");
  }

  void SwitchTo(int state) {
    throw new UnsupportedOperationException("The lexer has one state");
  }
}
