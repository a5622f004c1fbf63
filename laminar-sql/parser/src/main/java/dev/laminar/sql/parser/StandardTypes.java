package dev.laminar.sql.parser;

import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** The nearest standard type of each type name, for a type factory that knows only those. */
final class StandardTypes {
  private StandardTypes() {}

  static RelDataType of(TypeName name, RelDataTypeFactory factory) {
    return switch (name) {
      case TypeName.Scalar scalar -> scalar(scalar, factory);
      case TypeName.Array array ->
          factory.createArrayType(nullable(array.element(), factory), TypeName.UNSPECIFIED);
      case TypeName.Map map ->
          factory.createMapType(of(map.key(), factory), nullable(map.value(), factory));
      case TypeName.Struct struct -> struct(struct.fields(), factory);
    };
  }

  private static RelDataType struct(List<TypeName.Field> fields, RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder builder = factory.builder();
    for (TypeName.Field field : fields) {
      RelDataType type = of(field.type(), factory);
      builder.add(field.name(), factory.createTypeWithNullability(type, !field.notNull()));
    }
    return builder.build();
  }

  private static RelDataType nullable(TypeName name, RelDataTypeFactory factory) {
    return factory.createTypeWithNullability(of(name, factory), true);
  }

  private static RelDataType scalar(TypeName.Scalar scalar, RelDataTypeFactory factory) {
    int precision = scalar.precision();
    return switch (scalar.kind()) {
      case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
      case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
      case TINYINT_UNSIGNED -> factory.createSqlType(SqlTypeName.UTINYINT);
      case SMALLINT_UNSIGNED -> factory.createSqlType(SqlTypeName.USMALLINT);
      case INTEGER_UNSIGNED -> factory.createSqlType(SqlTypeName.UINTEGER);
      case BIGINT_UNSIGNED -> factory.createSqlType(SqlTypeName.UBIGINT);
      case FLOAT -> factory.createSqlType(SqlTypeName.REAL);
      case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
      case DECIMAL -> decimal(scalar, factory);
      case TEXT, JSON -> sized(SqlTypeName.VARCHAR, precision, factory);
      case BYTES -> sized(SqlTypeName.VARBINARY, precision, factory);
      case DATE -> factory.createSqlType(SqlTypeName.DATE);
      case TIME -> sized(SqlTypeName.TIME, precision, factory);
      case TIMESTAMP -> sized(SqlTypeName.TIMESTAMP, precision, factory);
      case TIMESTAMP_TZ -> sized(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision, factory);
      case INTERVAL ->
          factory.createSqlIntervalType(
              new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
    };
  }

  private static RelDataType decimal(TypeName.Scalar scalar, RelDataTypeFactory factory) {
    if (scalar.precision() == TypeName.UNSPECIFIED) {
      return factory.createSqlType(SqlTypeName.DECIMAL);
    }
    return factory.createSqlType(
        SqlTypeName.DECIMAL, scalar.precision(), Math.max(0, scalar.scale()));
  }

  private static RelDataType sized(SqlTypeName type, int precision, RelDataTypeFactory factory) {
    return precision == TypeName.UNSPECIFIED
        ? factory.createSqlType(type)
        : factory.createSqlType(type, precision);
  }
}
