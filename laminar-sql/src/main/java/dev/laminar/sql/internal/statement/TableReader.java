package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.TableIdentity;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.Format;
import dev.laminar.spi.Source;
import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.bind.Relation;
import dev.laminar.sql.internal.bind.TableBinder;
import dev.laminar.sql.internal.catalog.Table;
import dev.laminar.sql.internal.catalog.TableColumn;
import java.util.ArrayList;
import java.util.List;

/** Makes the relation that reading a connector's table gives. */
final class TableReader {

  private TableReader() {}

  static Relation read(Table.External table) {
    try {
      return relation(table);
    } catch (LaminarException e) {
      throw BindError.located(table.identifier().getParserPosition(), e);
    }
  }

  private static Relation relation(Table.External table) {
    if (!table.connector().isSource()) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED,
          "table '"
              + table.name()
              + "' cannot be read: connector '"
              + table.connector().name()
              + "' only writes");
    }
    table.format().filter(format -> !format.canDecode()).ifPresent(TableReader::refuse);
    Source source = table.connector().source(table.spec());
    Schema full = table.physical().size() == 0 ? source.schema() : table.spec().schema();
    boolean readsChanges = table.format().map(Format::readsChanges).orElse(false);
    SourceTable sourceTable =
        new SourceTable(
            table.name(),
            table.connector().name(),
            TableIdentity.of(table.connector(), table.spec()),
            source,
            full,
            readsChanges,
            table.policy());
    TableBinder binder = new TableBinder(new Node.Scan(sourceTable, full), table.policy());
    for (TableColumn column : columns(table, full)) {
      switch (column) {
        case TableColumn.Physical physical -> binder.physical(physical.field());
        case TableColumn.Generated generated -> binder.generated(generated);
      }
    }
    return binder.timed(table.eventTime(), table.idleTime());
  }

  private static void refuse(Format format) {
    throw new LaminarException(
        ErrorCode.UNSUPPORTED, "format '" + format.name() + "' can be written but not read");
  }

  /** The declared columns; where only generated ones are declared, behind the source's own. */
  private static List<TableColumn> columns(Table.External table, Schema full) {
    if (table.physical().size() > 0) {
      return table.columns();
    }
    List<TableColumn> all = new ArrayList<>();
    full.fields().forEach(field -> all.add(new TableColumn.Physical(field)));
    all.addAll(table.columns());
    return all;
  }
}
