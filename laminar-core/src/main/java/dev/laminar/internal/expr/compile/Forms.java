package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is not simply null where an argument is: logic, CASE, COALESCE, constructors. */
final class Forms {

  private final Emitter emitter;

  Forms(Emitter emitter) {
    this.emitter = emitter;
  }

  Optional<Term> emit(Expr.Call call) {
    List<Expr> args = call.args();
    return switch (call.function()) {
      case "and" -> Optional.of(all(args));
      case "or" -> Optional.of(any(args));
      case "not" -> Optional.of(not(emitter.emit(args.getFirst())));
      case "=", "<>", "<", "<=", ">", ">=" -> Optional.of(comparison(call));
      case "is_distinct", "is_not_distinct" -> Optional.of(distinct(call));
      case "is_null", "is_not_null" -> Optional.of(isNull(call));
      case "is_true", "is_not_true", "is_false", "is_not_false" -> Optional.of(isTrue(call));
      case "in" -> Optional.of(in(args));
      case "coalesce" -> Optional.of(coalesce(args, call.type()));
      case "nullif" -> Optional.of(nullIf(args));
      case "require" -> Optional.of(require(args));
      case "greatest", "least" -> Optional.of(extreme(call));
      case "concat" -> Optional.of(concat(args, null));
      case "concat_ws" ->
          Optional.of(concat(args.subList(1, args.size()), emitter.emit(args.getFirst())));
      default -> {
        String code = Functions.overload(call).code();
        yield code.startsWith("@") && !code.equals("@arith")
            ? Optional.of(constructor(code, call))
            : Optional.empty();
      }
    };
  }

  private Term bool(String value, String nul) {
    return emitter.variable(DataType.Carrier.BOOLEAN, value, nul);
  }

  // ---- logic

  private Term all(List<Expr> args) {
    Term result = emitter.emit(args.getFirst());
    for (Expr arg : args.subList(1, args.size())) {
      result = Weights.isCheap(arg) ? and(result, emitter.emit(arg)) : lazyAnd(result, arg);
    }
    return result;
  }

  private Term and(Term x, Term y) {
    String nul = Term.NEVER;
    if (!x.neverNull() || !y.neverNull()) {
      nul =
          emitter.flag(
              "(" + x.nul() + " & (" + y.nul() + " | " + y.a() + ")) | (" + y.nul() + " & " + x.a()
                  + ")");
    }
    return bool(x.a() + " & " + y.a(), nul);
  }

  private Term lazyAnd(Term x, Expr arg) {
    Term result = variableCopy(x);
    emitter.when(
        x.neverNull() ? result.a() : result.a() + " | " + result.nul(),
        () -> {
          Term both = and(x, emitter.emit(arg));
          emitter.line(result.a() + " = " + both.a() + ";");
          emitter.line(result.nul() + " = " + both.nul() + ";");
        });
    return result;
  }

  private Term variableCopy(Term x) {
    Term copy = bool(x.a(), emitter.fresh("n"));
    emitter.line("boolean " + copy.nul() + " = " + x.nul() + ";");
    return copy;
  }

  private Term any(List<Expr> args) {
    Term result = emitter.emit(args.getFirst());
    for (Expr arg : args.subList(1, args.size())) {
      result = Weights.isCheap(arg) ? or(result, emitter.emit(arg)) : lazyOr(result, arg);
    }
    return result;
  }

  private Term or(Term x, Term y) {
    Term value = bool(x.a() + " | " + y.a(), Term.NEVER);
    if (x.neverNull() && y.neverNull()) {
      return value;
    }
    return value.withNull(emitter.flag("!" + value.a() + " & (" + x.nul() + " | " + y.nul() + ")"));
  }

  private Term lazyOr(Term x, Expr arg) {
    Term result = variableCopy(x);
    emitter.when(
        "!" + x.a(),
        () -> {
          Term either = or(x, emitter.emit(arg));
          emitter.line(result.a() + " = " + either.a() + ";");
          emitter.line(result.nul() + " = " + either.nul() + ";");
        });
    return result;
  }

  private Term not(Term x) {
    return bool(x.neverNull() ? "!" + x.a() : "!" + x.a() + " & !" + x.nul(), x.nul());
  }

  private Term comparison(Expr.Call call) {
    List<Term> terms = emitter.emit(call.args());
    String nul = emitter.flag(Term.anyNull(terms));
    if (nul.equals(Term.ALWAYS)) {
      return emitter.literal(new Expr.Literal(null, DataType.BOOLEAN));
    }
    String value = Comparisons.code(call.function(), call.args(), terms);
    return bool(nul.equals(Term.NEVER) ? value : "!" + nul + " && " + value, nul);
  }

  private Term distinct(Expr.Call call) {
    List<Term> terms = emitter.emit(call.args());
    Term x = terms.get(0);
    Term y = terms.get(1);
    String equal = Comparisons.code("=", call.args(), terms);
    String same = equal;
    if (x.nul().equals(Term.ALWAYS) || y.nul().equals(Term.ALWAYS)) {
      same = x.nul() + " & " + y.nul();
    } else if (!x.neverNull() || !y.neverNull()) {
      same = "(" + x.nul() + " | " + y.nul() + ") ? (" + x.nul() + " & " + y.nul() + ") : " + equal;
    }
    boolean negated = call.function().equals("is_distinct");
    return bool(negated ? "!(" + same + ")" : same, Term.NEVER);
  }

  private Term isNull(Expr.Call call) {
    String nul = emitter.emit(call.args().getFirst()).nul();
    return new Term(
        DataType.Carrier.BOOLEAN,
        call.function().equals("is_null") ? nul : "(!" + nul + ")",
        "",
        Term.NEVER);
  }

  private Term isTrue(Expr.Call call) {
    Term x = emitter.emit(call.args().getFirst());
    String isFalse = x.neverNull() ? "!" + x.a() : "!" + x.a() + " & !" + x.nul();
    return switch (call.function()) {
      case "is_true" -> bool(x.a(), Term.NEVER);
      case "is_not_true" -> bool("!" + x.a(), Term.NEVER);
      case "is_false" -> bool(isFalse, Term.NEVER);
      default -> bool("!(" + isFalse + ")", Term.NEVER);
    };
  }

  private Term in(List<Expr> args) {
    Term x = emitter.emit(args.getFirst());
    List<Expr> values = new ArrayList<>();
    boolean hasNull = false;
    for (Expr value : args.subList(1, args.size())) {
      if (Emitter.literalValue(value) == null) {
        hasNull = true;
      } else {
        values.add(value);
      }
    }
    if (x.nul().equals(Term.ALWAYS) || values.isEmpty()) {
      return emitter.literal(new Expr.Literal(null, DataType.BOOLEAN));
    }
    String found = Memberships.code(emitter, args.getFirst(), x, values);
    Term result = bool(x.neverNull() ? found : "!" + x.nul() + " && (" + found + ")", x.nul());
    return hasNull ? result.withNull(emitter.flag("!" + result.a())) : result;
  }

  // ---- choice

  Term choice(Expr.Case choice) {
    DataType.Carrier carrier = choice.type().carrier();
    Term result = emitter.declare(carrier, emitter.fresh("n"));
    emitter.line("boolean " + result.nul() + " = false;");
    branch(choice, 0, result);
    return choice.nullable() || emitter.parts.nulls ? result : result.withNull(Term.NEVER);
  }

  private void branch(Expr.Case choice, int index, Term result) {
    if (index == choice.whens().size()) {
      take(emitter.emit(choice.otherwise()), result);
      return;
    }
    Expr.When when = choice.whens().get(index);
    Term condition = emitter.emit(when.condition());
    emitter.when(condition.a(), () -> take(emitter.emit(when.result()), result));
    emitter.otherwise(() -> branch(choice, index + 1, result));
  }

  private void take(Term value, Term result) {
    if (!value.nul().equals(Term.ALWAYS)) {
      emitter.assign(result, value);
    }
    if (!value.neverNull()) {
      emitter.line(result.nul() + " = " + value.nul() + ";");
    }
  }

  private Term coalesce(List<Expr> args, DataType type) {
    Term first = emitter.emit(args.getFirst());
    if (first.neverNull() || args.size() == 1) {
      return first;
    }
    Term result = emitter.declare(type.carrier(), emitter.fresh("n"));
    emitter.line("boolean " + result.nul() + " = " + first.nul() + ";");
    emitter.assign(result, first);
    next(args, 1, result);
    return result;
  }

  private void next(List<Expr> args, int index, Term result) {
    emitter.when(
        result.nul(),
        () -> {
          Term value = emitter.emit(args.get(index));
          emitter.assign(result, value);
          emitter.line(result.nul() + " = " + value.nul() + ";");
          if (!value.neverNull() && index + 1 < args.size()) {
            next(args, index + 1, result);
          }
        });
  }

  private Term nullIf(List<Expr> args) {
    List<Term> terms = emitter.emit(args);
    Term x = terms.get(0);
    String either = emitter.flag(Term.anyNull(terms));
    if (either.equals(Term.ALWAYS)) {
      return x;
    }
    String equal = Comparisons.code("=", args, terms);
    String same = either.equals(Term.NEVER) ? equal : "!" + wrap(either) + " && " + equal;
    String nul = x.neverNull() ? same : x.nul() + " || (" + same + ")";
    return normal(x, emitter.flag(nul));
  }

  private Term require(List<Expr> args) {
    Term x = emitter.emit(args.getFirst());
    if (x.neverNull()) {
      return x;
    }
    emitter.parts.canFail = true;
    String message = String.valueOf(Emitter.literalValue(args.get(1)));
    emitter.line("if (" + x.nul() + ") { throw new RowError(" + quoted(message) + "); }");
    return x.withNull(Term.NEVER);
  }

  /** A text as Java writes it. */
  private static String quoted(String text) {
    StringBuilder code = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        code.append('\\').append(c);
      } else if (c < ' ') {
        code.append(String.format("\\%03o", (int) c)); // an escaped line feed would end the line
      } else {
        code.append(c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return code.append('"').toString();
  }

  private static String wrap(String condition) {
    return "(" + condition + ")";
  }

  /** A boolean is false where it is null. */
  private Term normal(Term x, String nul) {
    return x.carrier() == DataType.Carrier.BOOLEAN
        ? bool(x.a() + " & !" + nul, nul)
        : x.withNull(nul);
  }

  private Term extreme(Expr.Call call) {
    List<Expr> args = call.args();
    Term first = emitter.emit(args.getFirst());
    if (args.size() == 1) {
      return first;
    }
    Term result = emitter.declare(call.type().carrier(), emitter.fresh("n"));
    emitter.line("boolean " + result.nul() + " = " + first.nul() + ";");
    emitter.assign(result, first);
    String operator = call.function().equals("greatest") ? ">" : "<";
    for (Expr arg : args.subList(1, args.size())) {
      Term value = emitter.emit(arg);
      if (value.nul().equals(Term.ALWAYS)) {
        continue;
      }
      String better =
          Comparisons.code(operator, List.of(arg, args.getFirst()), List.of(value, result));
      emitter.line("if (!" + value.nul() + " && (" + result.nul() + " || " + better + ")) {");
      emitter.assign(result, value);
      emitter.line(result.nul() + " = false;");
      emitter.line("}");
    }
    return result;
  }

  // ---- constructors

  private Term concat(List<Expr> args, @Nullable Term separator) {
    List<Term> terms = emitter.emit(args);
    emitter.parts.usesScratch = true;
    emitter.parts.canFail = true;
    String size = emitter.fresh("v");
    emitter.line("long " + size + " = 0L;");
    for (Term term : terms) {
      String gap = separator == null ? "" : " + " + separator.b();
      emitter.line("if (!" + term.nul() + ") { " + size + " += " + term.b() + gap + "; }");
    }
    Term result = emitter.declare(DataType.Carrier.SLICE, Term.NEVER);
    emitter.line(
        result.a()
            + " = scratch.allocate(dev.laminar.internal.expr.function.Texts.size("
            + size
            + "));");
    String started = emitter.fresh("n");
    emitter.line("boolean " + started + " = false;");
    for (Term term : terms) {
      append(term, separator, started, result);
    }
    return separator == null ? result : result.withNull(separator.nul());
  }

  private void append(Term term, @Nullable Term separator, String started, Term result) {
    String end = result.a() + " + " + result.b();
    emitter.line("if (!" + term.nul() + ") {");
    if (separator != null) {
      emitter.line(
          "if (%s) { Mem.copy(%s, %s, (long) %s); %s += %s; }"
              .formatted(started, separator.a(), end, separator.b(), result.b(), separator.b()));
      emitter.line(started + " = true;");
    }
    emitter.line("Mem.copy(" + term.a() + ", " + end + ", (long) " + term.b() + ");");
    emitter.line(result.b() + " += " + term.b() + ";");
    emitter.line("}");
  }

  private Term constructor(String code, Expr.Call call) {
    StringBuilder values = new StringBuilder("new Object[] {");
    StringBuilder types = new StringBuilder();
    List<Term> terms = emitter.emit(call.args());
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      String boxed =
          term.nul().equals(Term.ALWAYS)
              ? "null"
              : emitter.calls().box(term, call.args().get(i).type());
      boolean maybe = !term.neverNull() && !term.nul().equals(Term.ALWAYS);
      values.append(i == 0 ? "" : ", ");
      values.append(maybe ? "(" + term.nul() + " ? null : (Object) " + boxed + ")" : boxed);
    }
    List<DataType> argTypes = call.args().stream().map(Expr::type).toList();
    if (code.equals("@json_object") || code.equals("@json_array")) {
      types.append(", ").append(emitter.parts.constant(argTypes, List.class));
    }
    String method = constructorMethod(code);
    emitter.parts.canFail = true;
    return emitter.calls().unbox(method + "(" + values.append("}") + types + ")", call.type());
  }

  private static String constructorMethod(String code) {
    String name =
        switch (code) {
          case "@array", "@row" -> "Lists.of";
          case "@map" -> "Maps.build";
          case "@append" -> "Lists.append";
          case "@prepend" -> "Lists.prepend";
          case "@json_object" -> "Jsons.object";
          case "@json_array" -> "Jsons.array";
          default -> throw new IllegalStateException("no such form: " + code);
        };
    return "dev.laminar.internal.expr.function." + name;
  }
}
