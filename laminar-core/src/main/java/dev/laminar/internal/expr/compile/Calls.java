package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.Overload;
import dev.laminar.internal.expr.function.Boxes;
import java.util.ArrayList;
import java.util.List;

/** Writes calls of functions that are null where an argument is, and casts. */
final class Calls {

  private final Emitter emitter;

  Calls(Emitter emitter) {
    this.emitter = emitter;
  }

  Term emit(Expr.Call call) {
    Overload overload = Functions.overload(call);
    String code = overload.code().equals("@arith") ? Codes.arithmetic(call) : overload.code();
    return invoke(code, call.args(), call.type());
  }

  Term cast(Expr.Cast cast) {
    String code = Codes.cast(cast.value().type(), cast.type());
    if (code.isEmpty()) {
      return recarried(emitter.emit(cast.value()), cast.type());
    }
    if (!cast.orNull()) {
      return invoke(code, List.of(cast.value()), cast.type());
    }
    Term value = emitter.emit(cast.value());
    Term result = emitter.declare(cast.type().carrier(), emitter.fresh("n"));
    emitter.line("boolean " + result.nul() + " = true;");
    boolean outerCanFail = emitter.parts.canFail;
    emitter.when(
        not(value.nul()),
        () -> {
          emitter.line("try {");
          Term attempted = invoke(code, List.of(cast.value()), cast.type());
          emitter.assign(result, attempted);
          emitter.line(result.nul() + " = " + attempted.nul() + ";");
          emitter.line("} catch (RowError e) { " + result.nul() + " = true; }");
        });
    if (result.carrier() == DataType.Carrier.BOOLEAN) {
      emitter.line(result.a() + " &= !" + result.nul() + ";");
    }
    emitter.parts.canFail = outerCanFail;
    return result;
  }

  /** The same value where a cast changes at most the holder: LONG to INT128. */
  private Term recarried(Term value, DataType to) {
    if (value.carrier() == DataType.Carrier.LONG && to.carrier() == DataType.Carrier.INT128) {
      return new Term(DataType.Carrier.INT128, "(" + value.a() + " >> 63)", value.a(), value.nul());
    }
    return value;
  }

  /** A field of a struct that is no column: computed as an object. */
  Term field(Expr.FieldOf field) {
    Term struct = emitter.emit(field.struct());
    String read =
        "("
            + struct.nul()
            + " ? null : ((java.util.List) "
            + struct.a()
            + ").get("
            + field.index()
            + "))";
    return unbox(read, field.type());
  }

  private static String not(String condition) {
    return condition.equals(Term.NEVER)
        ? "true"
        : condition.contains("|") ? "!(" + condition + ")" : "!" + condition;
  }

  private Term invoke(String code, List<Expr> args, DataType type) {
    Invocation invocation = Invocation.of(code, args);
    List<Term> terms = emitter.emit(args);
    String nul = emitter.flag(Term.anyNull(terms));
    if (nul.equals(Term.ALWAYS)) {
      return emitter.literal(new Expr.Literal(null, type));
    }
    if (!invocation.isTotal()) {
      emitter.parts.canFail = true;
    }
    if (invocation.scratch()) {
      emitter.parts.usesScratch = true;
    }
    String call = call(invocation, args, terms, type);
    if (nul.equals(Term.NEVER) || guardless(invocation, type)) {
      return result(invocation, call, type, nul);
    }
    Term result = emitter.declare(type.carrier(), nul);
    String missing = emitter.fresh("n");
    boolean misses = misses(invocation);
    if (misses) {
      emitter.line("boolean " + missing + " = " + nul + ";");
    }
    emitter.when(
        not(nul),
        () -> {
          Term value = result(invocation, call, type, Term.NEVER);
          emitter.assign(result, value);
          if (misses) {
            emitter.line(missing + " = " + value.nul() + ";");
          }
        });
    return misses ? result.withNull(missing) : result;
  }

  private static boolean guardless(Invocation invocation, DataType type) {
    return invocation.isTotal()
        && invocation.holder() == null
        && type.carrier() != DataType.Carrier.BOOLEAN
        && type.carrier() != DataType.Carrier.OBJECT;
  }

  private static boolean misses(Invocation invocation) {
    return invocation.mayMiss() || !invocation.method().getReturnType().isPrimitive();
  }

  private String call(Invocation invocation, List<Expr> args, List<Term> terms, DataType type) {
    List<String> passed = new ArrayList<>();
    Class<?>[] types = invocation.method().getParameterTypes();
    for (Invocation.Token token : invocation.tokens()) {
      pass(token, args, terms, type, types[Math.min(passed.size(), types.length - 1)], passed);
    }
    if (invocation.scratch()) {
      passed.add("scratch");
    }
    return invocation.javaName() + "(" + String.join(", ", passed);
  }

  private void pass(
      Invocation.Token token,
      List<Expr> args,
      List<Term> terms,
      DataType type,
      Class<?> javaType,
      List<String> passed) {
    DataType of = token.arg() < 0 ? type : args.get(token.arg()).type();
    Term term = token.arg() < 0 ? null : terms.get(token.arg());
    switch (token.kind()) {
      case 'a' -> {
        if (term != null) {
          boolean cast = term.carrier() == DataType.Carrier.OBJECT && javaType != Object.class;
          passed.add(cast ? "((" + javaType.getCanonicalName() + ") " + term.a() + ")" : term.a());
          if (!term.b().isEmpty()) {
            passed.add(term.b());
          }
        }
      }
      case 'w' -> {
        if (term != null) {
          passed.add(high(term, of));
          passed.add(term.carrier() == DataType.Carrier.INT128 ? term.b() : term.a());
        }
      }
      case 'o' -> {
        if (term != null) {
          String boxed = box(term, of);
          passed.add(
              javaType == Object.class
                  ? boxed
                  : "((" + javaType.getCanonicalName() + ") " + boxed + ")");
        }
      }
      case 's' -> passed.add(Integer.toString(scale(of)));
      case 'p' -> passed.add(Integer.toString(((DataType.Decimal) of).precision()));
      case 't' -> passed.add(emitter.parts.constant(of, DataType.class));
      case 'n' -> passed.add("now");
      case '#' -> passed.add(javaLiteral(token.literal()));
      case 'U' -> passed.add(unit(args.get(token.arg()), terms.get(token.arg())));
      default ->
          passed.add(
              emitter.parts.constant(
                  Sites.create(token.kind(), args.get(token.arg())), Sites.type(token.kind())));
    }
  }

  private static String javaLiteral(String literal) {
    return literal.endsWith("L")
        ? Emitter.longLiteral(Long.parseLong(literal.substring(0, literal.length() - 1)))
        : literal;
  }

  private static int scale(DataType type) {
    return type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
  }

  private String unit(Expr arg, Term term) {
    String literal = Sites.literal(arg);
    if (literal != null) {
      return Integer.toString(Sites.unit(literal));
    }
    emitter.parts.canFail = true;
    return "dev.laminar.internal.expr.function.Dates.unit(" + term.a() + ", " + term.b() + ")";
  }

  private static String high(Term term, DataType type) {
    if (term.carrier() == DataType.Carrier.INT128) {
      return term.a();
    }
    boolean unsigned = type instanceof DataType.Int i && !i.signed();
    return unsigned ? "0L" : "(" + term.a() + " >> 63)";
  }

  /** The result of a call whose parentheses are still open. */
  private Term result(Invocation invocation, String open, DataType type, String nul) {
    Class<?> holder = invocation.holder();
    Class<?> returned = invocation.method().getReturnType();
    if (holder == null) {
      if (!returned.isPrimitive()) {
        return unbox(open + ")", type);
      }
      return emitter.variable(type.carrier(), open + ")", nul);
    }
    boolean wide = holder == Int128.class;
    String out =
        emitter.parts.field(
            "h", holder.getCanonicalName(), "new " + holder.getCanonicalName() + "()");
    String call = open + (open.endsWith("(") ? "" : ", ") + out + ")";
    String missing = nul;
    if (invocation.mayMiss()) {
      missing = emitter.fresh("n");
      emitter.line("boolean " + missing + " = !" + call + ";");
    } else {
      emitter.line(call + ";");
    }
    if (wide && type.carrier() == DataType.Carrier.LONG) {
      return emitter.variable(DataType.Carrier.LONG, out + ".low", missing);
    }
    Term result = emitter.declare(type.carrier(), missing);
    emitter.line(result.a() + " = " + out + (wide ? ".high;" : ".address;"));
    emitter.line(result.b() + " = " + out + (wide ? ".low;" : ".length;"));
    return result;
  }

  // ---- objects

  private static final String BOXES = Boxes.class.getCanonicalName();

  /** The value as an object in the form of {@code Column.get}. */
  String box(Term term, DataType type) {
    return switch (type) {
      case DataType.Bool b -> "Boolean.valueOf(" + term.a() + ")";
      case DataType.Float32 f -> "Double.valueOf(" + term.a() + ")";
      case DataType.Float64 f -> "Double.valueOf(" + term.a() + ")";
      case DataType.Decimal d ->
          "%s.decimal(%s, %s, %d)"
              .formatted(
                  BOXES,
                  high(term, type),
                  term.carrier() == DataType.Carrier.INT128 ? term.b() : term.a(),
                  d.scale());
      case DataType.Text t -> BOXES + ".text(" + term.a() + ", " + term.b() + ")";
      case DataType.Json j -> BOXES + ".text(" + term.a() + ", " + term.b() + ")";
      case DataType.Bytes b -> BOXES + ".bytes(" + term.a() + ", " + term.b() + ")";
      case DataType.ListOf l -> term.a();
      case DataType.MapOf m -> term.a();
      case DataType.Struct s -> term.a();
      default -> "Long.valueOf(" + term.a() + ")";
    };
  }

  /** A value from an object, null where that is null. */
  Term unbox(String object, DataType type) {
    String boxed = emitter.fresh("v");
    emitter.line("Object " + boxed + " = " + object + ";");
    String nul = emitter.flag(boxed + " == null");
    DataType.Carrier carrier = type.carrier();
    if (carrier == DataType.Carrier.OBJECT) {
      return new Term(carrier, boxed, "", nul);
    }
    Term term = emitter.declare(carrier, nul);
    emitter.when(
        "!" + nul,
        () -> {
          switch (carrier) {
            case BOOLEAN -> emitter.line(term.a() + " = ((Boolean) " + boxed + ").booleanValue();");
            case LONG -> emitter.line(term.a() + " = " + BOXES + ".whole(" + boxed + ");");
            case DOUBLE -> emitter.line(term.a() + " = ((Number) " + boxed + ").doubleValue();");
            case INT128 -> {
              emitter.line(term.a() + " = " + BOXES + ".high(" + boxed + ");");
              emitter.line(term.b() + " = " + BOXES + ".low(" + boxed + ");");
            }
            case SLICE -> {
              emitter.parts.usesScratch = true;
              String out =
                  emitter.parts.field(
                      "h", "dev.laminar.data.Slice", "new dev.laminar.data.Slice()");
              emitter.line(BOXES + ".put(" + boxed + ", scratch, " + out + ");");
              emitter.line(term.a() + " = " + out + ".address;");
              emitter.line(term.b() + " = " + out + ".length;");
            }
            case OBJECT -> throw new IllegalStateException("handled above");
          }
        });
    return term;
  }
}
