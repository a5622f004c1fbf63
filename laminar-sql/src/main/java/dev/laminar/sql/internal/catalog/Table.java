package dev.laminar.sql.internal.catalog;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.BadData;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.TableSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Something that a name in FROM or INSERT INTO can mean. Identity decides, not equality. */
public sealed interface Table {

  /** The name as it was declared. */
  SqlIdentifier identifier();

  /** The name as text. */
  default String name() {
    return identifier().names.getLast();
  }

  /** Where event time comes from: a column, and what of it is the watermark. */
  sealed interface EventTime {
    /** {@code WATERMARK FOR column [AS expression]}; without expression it is the column itself. */
    record Declared(SqlIdentifier column, Optional<SqlNode> watermark) implements EventTime {}

    /** {@code event_time_field = 'column'}: one second of disorder. */
    record Named(SqlIdentifier column) implements EventTime {}

    /** The time at which a row arrives. */
    record Arrival() implements EventTime {}
  }

  /**
   * A table of a connector.
   *
   * @param spec what the connector is told, with the declared physical columns
   * @param columns all declared columns; empty if the connector knows them
   * @param badData the table's policy; empty if it has not said one
   */
  record External(
      SqlIdentifier identifier,
      Connector connector,
      TableSpec spec,
      List<TableColumn> columns,
      EventTime eventTime,
      Duration idleTime,
      Optional<BadData> badData)
      implements Table {
    public External {
      columns = List.copyOf(columns);
    }

    /** What is done with bad records and rows of this table. */
    public BadData policy() {
      return badData.orElse(BadData.FAIL);
    }

    public Optional<Format> format() {
      return spec.format().map(TableSpec.FormatSpec::format);
    }

    /** The declared columns that the connector has. */
    public Schema physical() {
      return physicalOf(columns);
    }
  }

  /** A table between queries of one text. */
  record Memory(SqlIdentifier identifier, List<TableColumn> columns) implements Table {
    public Memory {
      columns = List.copyOf(columns);
    }

    public Schema physical() {
      return physicalOf(columns);
    }
  }

  /**
   * A named query.
   *
   * @param definedIn the tables that it can name
   */
  record View(
      SqlIdentifier identifier, List<SqlIdentifier> columns, SqlNode query, Catalog definedIn)
      implements Table {
    public View {
      columns = List.copyOf(columns);
    }
  }

  private static Schema physicalOf(List<TableColumn> columns) {
    List<Field> fields =
        columns.stream()
            .filter(TableColumn.Physical.class::isInstance)
            .map(column -> ((TableColumn.Physical) column).field())
            .toList();
    return new Schema(fields);
  }
}
