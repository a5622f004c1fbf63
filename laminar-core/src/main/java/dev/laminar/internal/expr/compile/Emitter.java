package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the statements that compute expressions for row {@code i}.
 *
 * <p>Every value becomes a {@link Term} over local variables and is computed once in the block
 * where it is first needed and those within it. What may fail or costs much is computed only where
 * no argument is null and only on the branch that needs it. Mutable; used for one class.
 */
final class Emitter {

  final Parts parts;
  private final StringBuilder code = new StringBuilder();
  private final Deque<Map<Expr, Term>> scopes = new ArrayDeque<>();
  private final Forms forms = new Forms(this);
  private final Calls calls = new Calls(this);

  Emitter(Parts parts) {
    this.parts = parts;
    scopes.push(new HashMap<>());
  }

  String code() {
    return code.toString();
  }

  void line(String statement) {
    code.append("      ").append(statement).append('\n');
  }

  /** Writes what {@code body} does under a condition; variables made there end with it. */
  void when(String condition, Runnable body) {
    line("if (" + condition + ") {");
    scopes.push(new HashMap<>());
    body.run();
    scopes.pop();
    line("}");
  }

  void otherwise(Runnable body) {
    line("else {");
    scopes.push(new HashMap<>());
    body.run();
    scopes.pop();
    line("}");
  }

  Term emit(Expr expr) {
    for (Map<Expr, Term> scope : scopes) {
      Term known = scope.get(expr);
      if (known != null) {
        return known;
      }
    }
    Term term = parts.outlined.contains(expr) ? outlined(expr) : compute(expr);
    scope().put(expr, term);
    return term;
  }

  private Map<Expr, Term> scope() {
    return scopes.element();
  }

  private Term compute(Expr expr) {
    Optional<List<Integer>> path = Paths.of(expr);
    if (path.isPresent()) {
      return column(path.get(), expr);
    }
    return switch (expr) {
      case Expr.Literal literal -> literal(literal);
      case Expr.Call call -> forms.emit(call).orElseGet(() -> calls.emit(call));
      case Expr.Case choice -> forms.choice(choice);
      case Expr.Cast cast -> calls.cast(cast);
      case Expr.FieldOf field -> calls.field(field);
      case Expr.ColumnRef column -> throw new IllegalStateException("no path: " + column);
    };
  }

  /** Calls the method of its own that computes the value into fields. */
  private Term outlined(Expr expr) {
    Term term = outline(expr, parts);
    line(term.a().substring(0, term.a().length() - 1) + "(i);");
    return term;
  }

  /** Writes the method of a sub-expression if it is not there yet; those beneath it come first. */
  static Term outline(Expr expr, Parts parts) {
    Term known = parts.outlinedTerms.get(expr);
    if (known != null) {
      return known;
    }
    Emitter body = new Emitter(parts);
    Term value = body.compute(expr);
    int id = parts.next();
    Term term = fields(value, id, parts);
    body.assign(term, value);
    if (!value.neverNull() && !value.nul().equals(Term.ALWAYS)) {
      body.line("x" + id + "n = " + value.nul() + ";");
      term = term.withNull("x" + id + "n");
    }
    parts
        .methods
        .append("  private void x" + id + "(int i) {\n")
        .append(body.code())
        .append("  }\n");
    parts.outlinedTerms.put(expr, term);
    return term;
  }

  private static Term fields(Term value, int id, Parts parts) {
    String name = "x" + id;
    DataType.Carrier carrier = value.carrier();
    parts.fields.append("  private " + Term.javaType(carrier) + " " + name + "a;\n");
    String second = Term.secondType(carrier);
    if (!second.isEmpty()) {
      parts.fields.append("  private " + second + " " + name + "b;\n");
    }
    parts.fields.append("  private boolean " + name + "n;\n");
    return new Term(carrier, name + "a", second.isEmpty() ? "" : name + "b", value.nul());
  }

  // ---- variables

  String fresh(String prefix) {
    return prefix + parts.next();
  }

  /** New variables for a value, zero so far; null as the caller says. */
  Term declare(DataType.Carrier carrier, String nul) {
    String a = fresh("v");
    line(Term.javaType(carrier) + " " + a + " = " + Term.zero(carrier) + ";");
    String b = "";
    if (!Term.secondType(carrier).isEmpty()) {
      b = fresh("v");
      line(Term.secondType(carrier) + " " + b + " = 0;");
    }
    return new Term(carrier, a, b, nul);
  }

  /** A new boolean variable for a null flag, unless it is known. */
  String flag(String condition) {
    if (condition.equals(Term.NEVER)
        || condition.equals(Term.ALWAYS)
        || condition.matches("[a-z]\\d+n?")) {
      return condition;
    }
    String name = fresh("n");
    line("boolean " + name + " = " + condition + ";");
    return name;
  }

  void assign(Term target, Term value) {
    line(target.a() + " = " + value.a() + ";");
    if (!target.b().isEmpty()) {
      line(target.b() + " = " + value.b() + ";");
    }
  }

  /** A variable with that value. */
  Term variable(DataType.Carrier carrier, String value, String nul) {
    String name = fresh("v");
    line(Term.javaType(carrier) + " " + name + " = " + value + ";");
    return new Term(carrier, name, "", nul);
  }

  // ---- columns

  private Term column(List<Integer> path, Expr expr) {
    int k = parts.input(path, expr);
    String nul = parts.nulls ? flag("y" + k + " != 0L && !Mem.getBit(y" + k + ", i)") : Term.NEVER;
    DataType type = expr.type();
    return switch (type.carrier()) {
      case LONG -> variable(DataType.Carrier.LONG, wholeNumber(type, k), nul);
      case DOUBLE ->
          variable(
              DataType.Carrier.DOUBLE,
              type.layout() == DataType.Layout.F32
                  ? "(double) Mem.getFloat(d" + k + " + 4L * i)"
                  : "Mem.getDouble(d" + k + " + 8L * i)",
              nul);
      case BOOLEAN -> {
        String read = "Mem.getBit(d" + k + ", i)";
        String value = nul.equals(Term.NEVER) ? read : "!" + nul + " && " + read;
        yield variable(DataType.Carrier.BOOLEAN, value, nul);
      }
      case INT128 -> {
        Term wide = declare(DataType.Carrier.INT128, nul);
        line(wide.b() + " = Mem.getLong(d" + k + " + 16L * i);");
        line(wide.a() + " = Mem.getLong(d" + k + " + 16L * i + 8L);");
        yield wide;
      }
      case SLICE -> slice(k, nul);
      case OBJECT -> {
        Term object = declare(DataType.Carrier.OBJECT, nul);
        when("!" + nul, () -> line(object.a() + " = k" + k + ".get(i);"));
        yield object;
      }
    };
  }

  private static String wholeNumber(DataType type, int k) {
    boolean unsigned = type instanceof DataType.Int i && !i.signed();
    return switch (type.layout()) {
      case I8 -> "(long) Mem.getByte(d" + k + " + i)" + (unsigned ? " & 0xffL" : "");
      case I16 -> "(long) Mem.getShort(d" + k + " + 2L * i)" + (unsigned ? " & 0xffffL" : "");
      case I32 -> "(long) Mem.getInt(d" + k + " + 4L * i)" + (unsigned ? " & 0xffffffffL" : "");
      case I64 -> "Mem.getLong(d" + k + " + 8L * i)";
      case I128 -> "Mem.getLong(d" + k + " + 16L * i)";
      case BIT, F32, F64, VIEW, LIST, STRUCT ->
          throw new IllegalStateException("no whole number: " + type);
    };
  }

  private Term slice(int k, String nul) {
    Term slice = declare(DataType.Carrier.SLICE, nul);
    String view = fresh("p");
    Runnable read =
        () -> {
          line("long " + view + " = d" + k + " + 16L * i;");
          line(slice.b() + " = Mem.getInt(" + view + ");");
          line(
              "%s = %s <= 12 ? %s + 4L : b%d[Mem.getInt(%s + 8L)] + Mem.getInt(%s + 12L);"
                  .formatted(slice.a(), slice.b(), view, k, view, view));
        };
    if (nul.equals(Term.NEVER)) {
      read.run();
    } else {
      when("!" + nul, read);
    }
    return slice;
  }

  // ---- literals

  Term literal(Expr.Literal literal) {
    DataType.Carrier carrier = literal.type().carrier();
    Object value = literal.value();
    if (value == null) {
      String second = Term.secondType(carrier).isEmpty() ? "" : "0";
      return new Term(carrier, nullValue(carrier), second, Term.ALWAYS);
    }
    return switch (carrier) {
      case BOOLEAN -> new Term(carrier, value.toString(), "", Term.NEVER);
      case LONG -> new Term(carrier, longLiteral(wholeNumber(value)), "", Term.NEVER);
      case DOUBLE -> new Term(carrier, doubleLiteral((Number) value), "", Term.NEVER);
      case INT128 -> {
        BigInteger unscaled = ((BigDecimal) value).unscaledValue();
        yield new Term(
            carrier,
            longLiteral(unscaled.shiftRight(64).longValue()),
            longLiteral(unscaled.longValue()),
            Term.NEVER);
      }
      case SLICE -> text(value);
      case OBJECT -> new Term(carrier, parts.constant(value, Object.class), "", Term.NEVER);
    };
  }

  private static String nullValue(DataType.Carrier carrier) {
    return carrier == DataType.Carrier.OBJECT ? "((Object) null)" : Term.zero(carrier);
  }

  private Term text(Object value) {
    byte[] bytes =
        value instanceof byte[] b ? b : value.toString().getBytes(StandardCharsets.UTF_8);
    String name = parts.constant(new Constant(bytes), Constant.class);
    return new Term(
        DataType.Carrier.SLICE, name + ".address", Integer.toString(bytes.length), Term.NEVER);
  }

  static long wholeNumber(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.unscaledValue().longValueExact()
        : ((Number) value).longValue();
  }

  static String longLiteral(long value) {
    return value == Long.MIN_VALUE ? "(-" + Long.MAX_VALUE + "L - 1L)" : "(" + value + "L)";
  }

  private static String doubleLiteral(Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "Double.longBitsToDouble(" + longLiteral(Double.doubleToLongBits(number)) + ")";
    }
    return "(" + number + "D)";
  }

  // ---- many

  List<Term> emit(List<Expr> exprs) {
    List<Term> terms = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      terms.add(emit(expr));
    }
    return terms;
  }

  Calls calls() {
    return calls;
  }

  static @Nullable Object literalValue(Expr expr) {
    return expr instanceof Expr.Literal literal ? literal.value() : null;
  }
}
