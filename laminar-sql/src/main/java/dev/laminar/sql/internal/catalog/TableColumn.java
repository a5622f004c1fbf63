package dev.laminar.sql.internal.catalog;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/** A declared column of a table. */
public sealed interface TableColumn {

  String name();

  /** One that the connector reads and writes. */
  record Physical(Field field) implements TableColumn {
    @Override
    public String name() {
      return field.name();
    }
  }

  /**
   * One that is computed from other columns.
   *
   * @param type empty if it has the expression's own type
   * @param stored whether it is written to the table too
   */
  record Generated(
      String name, Optional<DataType> type, boolean notNull, SqlNode expression, boolean stored)
      implements TableColumn {}
}
