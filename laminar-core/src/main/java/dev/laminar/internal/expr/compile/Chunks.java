package dev.laminar.internal.expr.compile;

import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Nests long lists of conditions, so that they can be cut into methods: a CASE of a thousand
 * branches becomes a chain of small ones.
 */
final class Chunks {

  private static final int LONGEST = 16;

  private Chunks() {}

  static Expr split(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef column -> column;
      case Expr.Literal literal -> literal;
      case Expr.FieldOf field ->
          new Expr.FieldOf(split(field.struct()), field.index(), field.type(), field.nullable());
      case Expr.Cast cast -> new Expr.Cast(split(cast.value()), cast.type(), cast.orNull());
      case Expr.Call call -> call(call);
      case Expr.Case choice -> choice(choice);
    };
  }

  private static Expr call(Expr.Call call) {
    List<Expr> args = new ArrayList<>(call.args().stream().map(Chunks::split).toList());
    boolean nests = call.function().equals("and") || call.function().equals("or");
    while (nests && args.size() > LONGEST) {
      List<Expr> shorter = new ArrayList<>();
      for (int i = 0; i < args.size(); i += LONGEST) {
        List<Expr> part = args.subList(i, Math.min(args.size(), i + LONGEST));
        shorter.add(
            part.size() == 1
                ? part.getFirst()
                : new Expr.Call(call.function(), part, call.type(), call.nullable()));
      }
      args = shorter;
    }
    return new Expr.Call(call.function(), args, call.type(), call.nullable());
  }

  private static Expr choice(Expr.Case choice) {
    List<Expr.When> whens =
        choice.whens().stream()
            .map(when -> new Expr.When(split(when.condition()), split(when.result())))
            .toList();
    Expr otherwise = split(choice.otherwise());
    int first = (whens.size() - 1) / LONGEST * LONGEST;
    for (int from = first; from > 0; from -= LONGEST) {
      List<Expr.When> part = whens.subList(from, Math.min(whens.size(), from + LONGEST));
      otherwise = new Expr.Case(part, otherwise, choice.type(), choice.nullable());
    }
    return new Expr.Case(
        whens.subList(0, Math.min(LONGEST, whens.size())),
        otherwise,
        choice.type(),
        choice.nullable());
  }
}
