package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.connect.Names;
import dev.laminar.internal.expr.Expr;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Access to the fields of structs. */
final class Fields {

  private Fields() {}

  /** Follows the identifier's names from {@code from} on into the expression's fields. */
  static Expr path(Expr expr, SqlIdentifier identifier, int from) {
    Expr value = expr;
    for (int i = from; i < identifier.names.size(); i++) {
      value = field(value, identifier.names.get(i), identifier);
    }
    return value;
  }

  /** A struct's field by name. */
  static Expr field(Expr struct, String name, SqlNode where) {
    if (!(struct.type() instanceof DataType.Struct type)) {
      throw BindError.invalid(
          where,
          "'"
              + name
              + "' is asked of a value of type "
              + struct.type()
              + ", which has no fields"
              + (struct.type() instanceof DataType.Json ? "; use ->'" + name + "'" : ""));
    }
    int index = indexOf(type.fields(), name);
    if (index < 0) {
      List<String> known = type.fields().stream().map(Field::name).toList();
      throw BindError.invalid(
          where,
          "there is no field '"
              + name
              + "'"
              + Names.didYouMean(name, known)
              + "; the struct has "
              + String.join(", ", known));
    }
    return field(struct, index);
  }

  /** A struct's field by position; of a struct that is being made, the value it is made from. */
  static Expr field(Expr struct, int index) {
    Field field = ((DataType.Struct) struct.type()).fields().get(index);
    if (struct instanceof Expr.Call call && call.function().equals(Windows.ROW)) {
      return call.args().get(index);
    }
    var columns = Windows.columns(struct);
    if (columns != null) {
      int column = index == 0 ? columns.start() : columns.end();
      return new Expr.ColumnRef(column, field.type(), true);
    }
    return new Expr.FieldOf(struct, index, field.type(), field.nullable() || struct.nullable());
  }

  private static int indexOf(List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
