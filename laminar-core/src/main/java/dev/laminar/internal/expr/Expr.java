package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed scalar expression over the columns of one row. Immutable; all types are resolved and all
 * casts explicit, so that compiling it needs no further rules.
 */
public sealed interface Expr {

  DataType type();

  /** Whether it can be null; a false promise is a bug. */
  boolean nullable();

  /** Column {@code index} of the input. */
  record ColumnRef(int index, DataType type, boolean nullable) implements Expr {}

  /** Field {@code index} of a struct; null where the struct is null. */
  record FieldOf(Expr struct, int index, DataType type, boolean nullable) implements Expr {}

  /** A constant in the form that {@link dev.laminar.data.Column#get} gives; null for NULL. */
  record Literal(@Nullable Object value, DataType type) implements Expr {
    @Override
    public boolean nullable() {
      return value == null;
    }
  }

  /**
   * A function or operator from the registry by its canonical name ({@code "+"}, {@code "upper"},
   * {@code "and"}). Arguments have exactly the types that the chosen signature asks for.
   */
  record Call(String function, List<Expr> args, DataType type, boolean nullable) implements Expr {
    public Call {
      args = List.copyOf(args);
    }
  }

  /** {@code CASE WHEN … THEN … ELSE … END}; all results have the case's type. */
  record Case(List<When> whens, Expr otherwise, DataType type, boolean nullable) implements Expr {
    public Case {
      whens = List.copyOf(whens);
    }
  }

  /** One branch; it is taken where the condition is true, not null. */
  record When(Expr condition, Expr result) {}

  /** {@code CAST}; a value that does not fit fails the row, or gives NULL if {@code orNull}. */
  record Cast(Expr value, DataType type, boolean orNull) implements Expr {
    @Override
    public boolean nullable() {
      return orNull || value.nullable();
    }
  }
}
