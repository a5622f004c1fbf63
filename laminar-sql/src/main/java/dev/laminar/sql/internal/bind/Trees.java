package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Walks over expressions. */
public final class Trees {

  private Trees() {}

  /** The operands, in order; a case's conditions and results alternate, the last stands alone. */
  public static List<Expr> children(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef ref -> List.of();
      case Expr.Literal literal -> List.of();
      case Expr.FieldOf field -> List.of(field.struct());
      case Expr.Call call -> call.args();
      case Expr.Cast cast -> List.of(cast.value());
      case Expr.Case choice -> caseChildren(choice);
    };
  }

  private static List<Expr> caseChildren(Expr.Case choice) {
    List<Expr> children = new ArrayList<>(choice.whens().size() * 2 + 1);
    for (Expr.When when : choice.whens()) {
      children.add(when.condition());
      children.add(when.result());
    }
    children.add(choice.otherwise());
    return children;
  }

  /** The same expression over other operands, as many as {@link #children} gives. */
  public static Expr withChildren(Expr expr, List<Expr> children) {
    return switch (expr) {
      case Expr.ColumnRef ref -> ref;
      case Expr.Literal literal -> literal;
      case Expr.FieldOf field ->
          new Expr.FieldOf(children.getFirst(), field.index(), field.type(), field.nullable());
      case Expr.Call call -> new Expr.Call(call.function(), children, call.type(), call.nullable());
      case Expr.Cast cast -> new Expr.Cast(children.getFirst(), cast.type(), cast.orNull());
      case Expr.Case choice -> {
        List<Expr.When> whens = new ArrayList<>(choice.whens().size());
        for (int i = 0; i < choice.whens().size(); i++) {
          whens.add(new Expr.When(children.get(2 * i), children.get(2 * i + 1)));
        }
        yield new Expr.Case(whens, children.getLast(), choice.type(), choice.nullable());
      }
    };
  }

  /** Rewrites from the leaves up; parts that do not change keep their identity. */
  public static Expr rewrite(Expr expr, UnaryOperator<Expr> step) {
    List<Expr> before = children(expr);
    boolean changed = false;
    List<Expr> after = new ArrayList<>(before.size());
    for (Expr child : before) {
      Expr rewritten = rewrite(child, step);
      changed |= rewritten != child;
      after.add(rewritten);
    }
    return step.apply(changed ? withChildren(expr, after) : expr);
  }

  /** Puts other columns in the place of the columns. */
  public static Expr mapColumns(Expr expr, IntUnaryOperator mapping) {
    return rewrite(
        expr,
        part ->
            part instanceof Expr.ColumnRef ref && mapping.applyAsInt(ref.index()) != ref.index()
                ? new Expr.ColumnRef(mapping.applyAsInt(ref.index()), ref.type(), ref.nullable())
                : part);
  }

  /** Puts expressions in the place of the columns. */
  public static Expr substitute(Expr expr, List<Expr> columns) {
    return rewrite(
        expr, part -> part instanceof Expr.ColumnRef ref ? columns.get(ref.index()) : part);
  }

  /** Visits the expression and all its parts, outer ones first. */
  public static void visit(Expr expr, Consumer<Expr> visitor) {
    visitor.accept(expr);
    children(expr).forEach(child -> visit(child, visitor));
  }

  /** The columns that it reads. */
  public static BitSet columns(Expr expr) {
    BitSet columns = new BitSet();
    visit(
        expr,
        part -> {
          if (part instanceof Expr.ColumnRef ref) {
            columns.set(ref.index());
          }
        });
    return columns;
  }

  /** Whether any part of it is so. */
  public static boolean any(Expr expr, java.util.function.Predicate<Expr> test) {
    return test.test(expr) || children(expr).stream().anyMatch(child -> any(child, test));
  }
}
