package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.OptionValue;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.Statement;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Reads one statement after another. */
public final class StatementReader {
  private static final List<String> STATEMENTS =
      List.of("SELECT", "INSERT", "CREATE", "SET", "DROP", "SHOW", "DESCRIBE", "EXPLAIN");

  private final Cursor cursor;
  private final QueryReader queries;

  private StatementReader(SourceText source, List<Lexeme> lexemes, int begin, int end) {
    this.cursor = new Cursor(source, lexemes, begin, end);
    this.queries = new QueryReader(source, lexemes);
  }

  /** The statements of a text. */
  public static List<Statement> statements(String text) {
    SourceText source = new SourceText(text);
    List<Lexeme> lexemes = Lexer.read(source);
    List<Statement> statements = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < lexemes.size(); i++) {
      if (lexemes.get(i).is(Kind.END) || lexemes.get(i).isSymbol(";")) {
        if (i > begin) {
          statements.add(new StatementReader(source, lexemes, begin, i).read());
        }
        begin = i + 1;
      }
    }
    return List.copyOf(statements);
  }

  /** The query that is the whole text. */
  public static SqlNode query(String text) {
    SourceText source = new SourceText(text);
    List<Lexeme> lexemes = Lexer.read(source);
    return new QueryReader(source, lexemes).query(0, lexemes.size() - 1);
  }

  /** The expression that is the whole text. */
  public static SqlNode expression(String text) {
    SourceText source = new SourceText(text);
    List<Lexeme> lexemes = Lexer.read(source);
    return new QueryReader(source, lexemes).expression(0, lexemes.size() - 1);
  }

  /** The type that is the whole text. */
  public static TypeName type(String text) {
    SourceText source = new SourceText(text);
    List<Lexeme> lexemes = Lexer.read(source);
    Cursor cursor = new Cursor(source, lexemes, 0, lexemes.size() - 1);
    TypeName type = new TypeReader(cursor).read();
    if (cursor.hasNext()) {
      throw cursor.expected("the end of the type");
    }
    return type;
  }

  private Statement read() {
    int first = cursor.index();
    Statement statement = readOne(first);
    if (cursor.hasNext()) {
      throw cursor.expected("the end of the statement");
    }
    return statement;
  }

  private Statement readOne(int first) {
    if (cursor.accept("CREATE")) {
      return create(first);
    }
    if (cursor.accept("INSERT")) {
      return insert(first);
    }
    if (cursor.accept("SET")) {
      return set(first);
    }
    if (cursor.accept("DROP")) {
      return drop(first);
    }
    if (cursor.accept("SHOW")) {
      return show(first);
    }
    if (cursor.accept("DESCRIBE") || cursor.accept("DESC")) {
      if (cursor.peek(1).isName()) {
        cursor.accept("TABLE");
      }
      SqlIdentifier name = cursor.compoundName("the name of a table");
      return new Statement.Describe(span(first), text(first), name);
    }
    if (cursor.accept("EXPLAIN")) {
      cursor.accept("PLAN", "FOR");
      Statement explained = readOne(cursor.index());
      return new Statement.Explain(span(first), text(first), explained);
    }
    if (beginsQuery()) {
      SqlNode query = query();
      return new Statement.Query(span(first), text(first), query);
    }
    String meant = Spelling.meant(cursor.peek().value(), STATEMENTS);
    throw cursor.source().unexpected(cursor.peek(), STATEMENTS, meant);
  }

  private boolean beginsQuery() {
    return cursor.isSymbol("(")
        || cursor.isWord(0, "SELECT")
        || cursor.isWord(0, "WITH")
        || cursor.isWord(0, "VALUES")
        || cursor.isWord(0, "TABLE")
        || cursor.accept("SELECT");
  }

  private Statement create(int first) {
    boolean orReplace = cursor.accept("OR", "REPLACE");
    if (!orReplace && cursor.accept("TABLE")) {
      return new TableReader(cursor, queries).read(first);
    }
    if (cursor.accept("VIEW")) {
      return view(first, orReplace);
    }
    if (cursor.accept("FUNCTION")) {
      return new FunctionReader(cursor).read(first, orReplace);
    }
    throw cursor.unexpected();
  }

  private Statement view(int first, boolean orReplace) {
    boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
    SqlIdentifier name = cursor.compoundName("the name of the view");
    List<SqlIdentifier> columns =
        cursor.isSymbol("(") ? cursor.nameList("the name of a column") : List.of();
    cursor.expect("AS");
    SqlNode query = query();
    return new Statement.CreateView(
        span(first), text(first), name, orReplace, ifNotExists, columns, query);
  }

  private Statement insert(int first) {
    cursor.expect("INTO");
    SqlIdentifier table = cursor.compoundName("the name of a table");
    List<SqlIdentifier> columns = List.of();
    if (cursor.isSymbol("(") && !queryInBrackets()) {
      columns = cursor.nameList("the name of a column");
    }
    if (!beginsQuery() && !cursor.accept("VALUES")) {
      throw cursor.unexpected();
    }
    SqlNode query = query();
    return new Statement.InsertInto(span(first), text(first), table, columns, query);
  }

  private boolean queryInBrackets() {
    int k = 0;
    while (cursor.peek(k).isSymbol("(")) {
      k++;
    }
    boolean isColumn = cursor.peek(k + 1).isSymbol(")") || cursor.peek(k + 1).isSymbol(",");
    return !isColumn
        && (cursor.isWord(k, "SELECT") || cursor.isWord(k, "WITH") || cursor.isWord(k, "VALUES"));
  }

  private Statement set(int first) {
    int begin = cursor.index();
    String name = OptionReader.key(cursor, "the name of a setting");
    Span nameSpan = cursor.spanFrom(begin);
    if (!cursor.accept("TO")) {
      cursor.expectSymbol("=");
    }
    OptionValue value = OptionReader.settingValue(cursor);
    return new Statement.SetOption(span(first), text(first), name, nameSpan, value);
  }

  private Statement drop(int first) {
    for (Statement.Drop.Target target : Statement.Drop.Target.values()) {
      if (cursor.accept(target.name())) {
        boolean ifExists = cursor.accept("IF", "EXISTS");
        SqlIdentifier name = cursor.compoundName("a name");
        return new Statement.Drop(span(first), text(first), target, ifExists, name);
      }
    }
    throw cursor.unexpected();
  }

  private Statement show(int first) {
    for (Statement.Show.Topic topic : Statement.Show.Topic.values()) {
      if (cursor.accept(topic.name())) {
        return new Statement.Show(span(first), text(first), topic);
      }
    }
    throw cursor.unexpected();
  }

  /** Reads the query that is the rest of the statement. */
  private SqlNode query() {
    SqlNode query = queries.query(cursor.index(), cursor.end());
    cursor.goTo(cursor.end());
    return query;
  }

  private Span span(int first) {
    return cursor.spanFrom(first);
  }

  private String text(int first) {
    return cursor.textFrom(first);
  }
}
