package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.catalog.TableColumn;
import dev.laminar.sql.internal.catalog.TypeNames;
import dev.laminar.sql.parser.Column;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.Statement;
import dev.laminar.sql.parser.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;

/** The columns of CREATE TABLE. */
final class ColumnDefiner {

  private ColumnDefiner() {}

  static List<TableColumn> columns(Statement.CreateTable create) {
    List<TableColumn> columns = new ArrayList<>();
    for (Column column : create.columns()) {
      String name = column.name().getSimple();
      if (columns.stream().anyMatch(other -> other.name().equals(name))) {
        throw BindError.invalid(column.name(), "column '" + name + "' is declared twice");
      }
      columns.add(column(column, create));
    }
    for (SqlIdentifier key : create.primaryKey()) {
      if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(key.getSimple()))) {
        throw BindError.invalid(
            key, "PRIMARY KEY: the table has no column '" + key.getSimple() + "'");
      }
    }
    return columns;
  }

  private static TableColumn column(Column column, Statement.CreateTable create) {
    String name = column.name().getSimple();
    return switch (column.origin()) {
      case Column.Stored stored -> {
        TypeName type = Objects.requireNonNull(column.type());
        boolean isKey =
            create.primaryKey().stream().anyMatch(key -> key.getSimple().equalsIgnoreCase(name));
        boolean nullable = !column.notNull() && !isKey;
        yield new TableColumn.Physical(new Field(name, resolve(type, column.typeSpan()), nullable));
      }
      case Column.Generated generated ->
          new TableColumn.Generated(
              name,
              Optional.ofNullable(column.type()).map(type -> resolve(type, column.typeSpan())),
              column.notNull(),
              generated.expression(),
              generated.stored());
      case Column.Metadata metadata ->
          throw BindError.at(
              metadata.keySpan().pos(),
              ErrorCode.UNSUPPORTED,
              "METADATA FROM '"
                  + metadata.key()
                  + "': none of the connectors at hand has metadata of its records",
              null);
    };
  }

  private static DataType resolve(TypeName type, Span span) {
    try {
      return TypeNames.resolve(type);
    } catch (IllegalArgumentException e) {
      throw BindError.at(span.pos(), ErrorCode.INVALID_QUERY, String.valueOf(e.getMessage()), e);
    }
  }

  /** The columns that the connector has. */
  static Schema physical(List<TableColumn> columns) {
    return new Schema(
        columns.stream()
            .filter(TableColumn.Physical.class::isInstance)
            .map(column -> ((TableColumn.Physical) column).field())
            .toList());
  }

  /** The name of a column as it was declared. */
  static String declared(SqlIdentifier name, List<TableColumn> columns) {
    return columns.stream()
        .map(TableColumn::name)
        .filter(name.getSimple()::equalsIgnoreCase)
        .findFirst()
        .orElseThrow();
  }
}
