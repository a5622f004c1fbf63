package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SQL expressions, enough of them to run the examples and to write tests shortly. */
final class ExprText {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:('(?:[^']|'')*')|(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
              + "|(->>|->|::|<=|>=|<>|\\|\\||<<|>>|~\\*|[-+*/%<>=(),\\[\\]~&|#.])"
              + "|([A-Za-z_][A-Za-z_0-9]*))");
  private static final Map<String, DataType> TYPES =
      Map.ofEntries(
          Map.entry("BOOLEAN", DataType.BOOLEAN),
          Map.entry("TINYINT", DataType.TINYINT),
          Map.entry("SMALLINT", DataType.SMALLINT),
          Map.entry("INTEGER", DataType.INTEGER),
          Map.entry("BIGINT", DataType.BIGINT),
          Map.entry("UBIGINT", new DataType.Int(64, false)),
          Map.entry("UINTEGER", new DataType.Int(32, false)),
          Map.entry("UTINYINT", new DataType.Int(8, false)),
          Map.entry("FLOAT", DataType.FLOAT),
          Map.entry("DOUBLE", DataType.DOUBLE),
          Map.entry("TEXT", DataType.TEXT),
          Map.entry("BYTEA", DataType.BYTES),
          Map.entry("DATE", DataType.DATE),
          Map.entry("TIME", DataType.TIME),
          Map.entry("TIMESTAMP", DataType.TIMESTAMP),
          Map.entry("TIMESTAMPTZ", new DataType.Timestamp(6, true)),
          Map.entry("NANOS", new DataType.Timestamp(9, false)),
          Map.entry("INTERVAL", new DataType.TimeInterval()),
          Map.entry("MONTHS", new DataType.MonthInterval()),
          Map.entry("JSON", DataType.JSON));
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("<", "<=", ">", ">=", "=", "<>"),
          List.of("||", "->", "->>", "~", "~*", "&", "|", "#", "<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Expr> names;
  private int at;

  private ExprText(String text, Map<String, Expr> names) {
    this.names = names;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("cannot read: " + text.substring(end));
    }
  }

  static Expr parse(String text) {
    return parse(text, Map.of());
  }

  static Expr parse(String text, Map<String, Expr> names) {
    ExprText parser = new ExprText(text, names);
    Expr expr = parser.or();
    if (parser.at < parser.tokens.size()) {
      throw new IllegalArgumentException("left over: " + parser.peek() + " in " + text);
    }
    return expr;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private boolean word(String word) {
    if (peek().equalsIgnoreCase(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!word(token)) {
      throw new IllegalArgumentException("expected " + token + ", got " + peek());
    }
  }

  private Expr or() {
    List<Expr> args = new ArrayList<>(List.of(and()));
    while (word("OR")) {
      args.add(and());
    }
    return args.size() == 1 ? args.getFirst() : Functions.call("or", args);
  }

  private Expr and() {
    List<Expr> args = new ArrayList<>(List.of(not()));
    while (word("AND")) {
      args.add(not());
    }
    return args.size() == 1 ? args.getFirst() : Functions.call("and", args);
  }

  private Expr not() {
    return word("NOT") ? Functions.call("not", not()) : postfix(binary(0));
  }

  private Expr postfix(Expr left) {
    if (word("IN")) {
      expect("(");
      List<Expr> args = new ArrayList<>(List.of(left));
      args.addAll(list(")"));
      return Functions.call("in", args);
    }
    if (word("LIKE")) {
      return Functions.call("like", left, binary(1));
    }
    if (word("ILIKE")) {
      return Functions.call("ilike", left, binary(1));
    }
    if (word("SIMILAR")) {
      expect("TO");
      return Functions.call("similar", left, binary(1));
    }
    if (word("BETWEEN")) {
      Expr low = binary(1);
      expect("AND");
      return Functions.call("between", left, low, binary(1));
    }
    return left;
  }

  private Expr binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Expr left = binary(level + 1);
    while (LEVELS.get(level).contains(peek())) {
      String operator = tokens.get(at++);
      left = Functions.call(operator, left, binary(level + 1));
    }
    return left;
  }

  private Expr unary() {
    if (word("-")) {
      Expr value = unary();
      if (value instanceof Expr.Literal literal && literal.value() instanceof Long n) {
        return new Expr.Literal(-n, literal.type());
      }
      return Functions.call("negate", value);
    }
    if (word("~")) {
      return Functions.call("~", unary());
    }
    Expr value = primary();
    while (true) {
      if (word("::")) {
        value = Functions.cast(value, type());
      } else if (word("[")) {
        value = Functions.call("item", value, or());
        expect("]");
      } else {
        return value;
      }
    }
  }

  private DataType type() {
    String name = tokens.get(at++).toUpperCase(Locale.ROOT);
    DataType type;
    if (name.equals("DECIMAL")) {
      expect("(");
      int precision = Integer.parseInt(tokens.get(at++));
      expect(",");
      type = new DataType.Decimal(precision, Integer.parseInt(tokens.get(at++)));
      expect(")");
    } else {
      type = TYPES.get(name);
    }
    while (peek().equals("[") && tokens.get(at + 1).equals("]")) {
      at += 2;
      type = TypePattern.list(type);
    }
    return type;
  }

  private List<Expr> list(String close) {
    List<Expr> list = new ArrayList<>();
    while (!word(close)) {
      list.add(or());
      word(",");
    }
    return list;
  }

  private Expr primary() {
    String token = tokens.get(at++);
    if (token.equals("(")) {
      Expr inner = or();
      expect(")");
      return inner;
    }
    if (token.startsWith("'")) {
      String text = token.substring(1, token.length() - 1).replace("''", "'");
      return new Expr.Literal(text, DataType.TEXT);
    }
    if (Character.isDigit(token.charAt(0))) {
      return number(token);
    }
    if (names.containsKey(token)) {
      return names.get(token);
    }
    String upper = token.toUpperCase(Locale.ROOT);
    if (TYPES.containsKey(upper) && peek().startsWith("'")) {
      return typed(upper);
    }
    return switch (upper) {
      case "TRUE", "FALSE" -> new Expr.Literal(upper.equals("TRUE"), DataType.BOOLEAN);
      case "NULL" -> new Expr.Literal(null, DataType.TEXT);
      case "CASE" -> choice();
      case "TRY_CAST" -> {
        expect("(");
        Expr value = or();
        expect("AS");
        Expr cast = Functions.tryCast(value, type());
        expect(")");
        yield cast;
      }
      case "EXTRACT" -> {
        expect("(");
        String unit = tokens.get(at++);
        expect("FROM");
        Expr from = or();
        expect(")");
        yield Functions.call("extract", new Expr.Literal(unit, DataType.TEXT), from);
      }
      case "ARRAY" -> {
        expect("[");
        yield Functions.call("array", list("]"));
      }
      default -> {
        expect("(");
        yield Functions.call(token, list(")"));
      }
    };
  }

  private Expr typed(String name) {
    String text = tokens.get(at++);
    Expr literal = new Expr.Literal(text.substring(1, text.length() - 1), DataType.TEXT);
    if (!name.equals("INTERVAL")) {
      return Functions.cast(literal, TYPES.get(name));
    }
    String unit = peek().toUpperCase(Locale.ROOT);
    if (List.of("MONTH", "YEAR").contains(unit)) {
      at++;
      return Functions.cast(
          new Expr.Literal(((Expr.Literal) literal).value() + " " + unit, DataType.TEXT),
          new DataType.MonthInterval());
    }
    if (List.of("DAY", "HOUR", "MINUTE", "SECOND").contains(unit)) {
      at++;
      literal = new Expr.Literal(((Expr.Literal) literal).value() + " " + unit, DataType.TEXT);
    }
    return Functions.cast(literal, new DataType.TimeInterval());
  }

  private Expr choice() {
    List<Expr.When> whens = new ArrayList<>();
    while (word("WHEN")) {
      Expr condition = or();
      expect("THEN");
      whens.add(new Expr.When(condition, or()));
    }
    Optional<Expr> otherwise = word("ELSE") ? Optional.of(or()) : Optional.empty();
    expect("END");
    return Functions.caseWhen(whens, otherwise);
  }

  private static Expr number(String token) {
    if (token.contains("e") || token.contains("E")) {
      return new Expr.Literal(Double.parseDouble(token), DataType.DOUBLE);
    }
    if (token.contains(".")) {
      BigDecimal value = new BigDecimal(token);
      int precision = Math.max(value.precision(), value.scale() + 1);
      return new Expr.Literal(value, new DataType.Decimal(precision, value.scale()));
    }
    if (token.length() > 19) {
      return new Expr.Literal(
          new BigDecimal(token), new DataType.Decimal(Math.min(38, token.length()), 0));
    }
    long value = Long.parseLong(token);
    return new Expr.Literal(value, value == (int) value ? DataType.INTEGER : DataType.BIGINT);
  }
}
