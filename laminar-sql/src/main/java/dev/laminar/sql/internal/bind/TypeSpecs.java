package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.sql.internal.catalog.TypeNames;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.TypeNameSpec;
import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;

/** The types of casts. */
final class TypeSpecs {

  private TypeSpecs() {}

  /** A cast; to a text of a certain length it cuts what is longer, as Postgres does. */
  static Expr cast(Expr value, SqlDataTypeSpec spec, boolean orNull) {
    TypeName name = name(spec);
    DataType type = resolve(spec, name);
    Expr cast = orNull ? Functions.tryCast(value, type) : Functions.cast(value, type);
    boolean cut =
        name instanceof TypeName.Scalar scalar
            && scalar.kind() == TypeName.Kind.TEXT
            && scalar.precision() != TypeName.UNSPECIFIED;
    if (!cut) {
      return cast;
    }
    long length = ((TypeName.Scalar) name).precision();
    return Functions.call("left", List.of(cast, new Expr.Literal(length, DataType.BIGINT)));
  }

  private static TypeName name(SqlDataTypeSpec spec) {
    if (spec.getTypeNameSpec() instanceof TypeNameSpec named) {
      return named.name();
    }
    throw BindError.unsupported(spec, "there is no type " + spec);
  }

  private static DataType resolve(SqlDataTypeSpec spec, TypeName name) {
    try {
      return TypeNames.resolve(name);
    } catch (IllegalArgumentException e) {
      throw BindError.at(
          spec.getParserPosition(),
          dev.laminar.ErrorCode.INVALID_QUERY,
          String.valueOf(e.getMessage()),
          e);
    }
  }
}
