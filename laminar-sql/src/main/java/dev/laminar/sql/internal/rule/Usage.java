package dev.laminar.sql.internal.rule;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much of a column's value is used: nothing, all of it, or some fields of a struct. */
final class Usage {

  private boolean all;
  private final TreeMap<Integer, Usage> fields = new TreeMap<>();

  static Usage[] none(int columns) {
    Usage[] usages = new Usage[columns];
    for (int i = 0; i < columns; i++) {
      usages[i] = new Usage();
    }
    return usages;
  }

  boolean isEmpty() {
    return !all && fields.isEmpty();
  }

  boolean isAll() {
    return all;
  }

  void useAll() {
    all = true;
    fields.clear();
  }

  /** Uses as much as another does. */
  void use(Usage other) {
    if (all || other.all) {
      useAll();
      return;
    }
    other.fields.forEach((index, usage) -> field(index).use(usage));
  }

  private Usage field(int index) {
    return fields.computeIfAbsent(index, i -> new Usage());
  }

  /** A field's usage, or null if all of the struct is used. */
  @Nullable Usage child(int index) {
    return all ? null : fields.get(index);
  }

  /** Where a field stands once unused ones are left out. */
  int position(int index) {
    return all ? index : fields.headMap(index).size();
  }

  /** The type without its unused fields. */
  DataType prune(DataType type) {
    if (all || !(type instanceof DataType.Struct struct)) {
      return type;
    }
    List<Field> kept = new ArrayList<>();
    fields.forEach(
        (index, usage) -> {
          Field field = struct.fields().get(index);
          kept.add(new Field(field.name(), usage.prune(field.type()), field.nullable()));
        });
    return new DataType.Struct(kept);
  }

  // ---- what expressions use

  /** Adds what an expression reads of its input's columns. */
  static void collect(Expr expr, Usage[] columns) {
    Usage whole = new Usage();
    whole.useAll();
    collect(expr, whole, columns);
  }

  /** The same if only so much of the expression's own value is used. */
  static void collect(Expr expr, Usage wanted, Usage[] columns) {
    Usage target = target(expr, columns);
    if (target != null) {
      target.use(wanted);
    } else {
      dev.laminar.sql.internal.bind.Trees.children(expr).forEach(child -> collect(child, columns));
    }
  }

  /** The usage that a column, or a field of one, stands for. */
  private static @Nullable Usage target(Expr expr, Usage[] columns) {
    return switch (expr) {
      case Expr.ColumnRef ref -> columns[ref.index()];
      case Expr.FieldOf field -> {
        Usage struct = target(field.struct(), columns);
        yield struct == null || struct.all ? struct : struct.field(field.index());
      }
      default -> null;
    };
  }
}
