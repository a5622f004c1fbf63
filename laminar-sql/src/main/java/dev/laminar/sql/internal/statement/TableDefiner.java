package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.spi.OptionValues;
import dev.laminar.spi.Services;
import dev.laminar.spi.TableSpec;
import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.catalog.Table;
import dev.laminar.sql.internal.catalog.Table.EventTime;
import dev.laminar.sql.internal.catalog.TableColumn;
import dev.laminar.sql.parser.Option;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;

/** Turns CREATE TABLE into a table, checked as far as it can be without touching anything. */
final class TableDefiner {

  private static final String DEAD_LETTER = "dead_letter:";

  private final Connectors connectors;
  private final Services services;

  TableDefiner(Connectors connectors, Services services) {
    this.connectors = connectors;
    this.services = services;
  }

  Table define(Statement.CreateTable create) {
    List<TableColumn> columns = ColumnDefiner.columns(create);
    if (create.options().isEmpty()) {
      return memory(create, columns);
    }
    Map<String, Option> options = byName(create.options());
    try {
      return external(create, columns, options);
    } catch (LaminarException e) {
      throw BindError.located(blamed(e, create, options).pos(), e);
    }
  }

  private static Table memory(Statement.CreateTable create, List<TableColumn> columns) {
    if (create.watermark().isPresent()) {
      throw BindError.at(
          create.watermark().get().span().pos(),
          ErrorCode.UNSUPPORTED,
          "a table in memory takes event time along with the rows inserted; declare the WATERMARK"
              + " where they are read",
          null);
    }
    if (columns.isEmpty() && create.query() == null) {
      throw BindError.invalid(
          create.name(), "a table needs columns, or WITH (connector = '…') to know them");
    }
    return new Table.Memory(create.name(), columns);
  }

  private static Map<String, Option> byName(List<Option> options) {
    Map<String, Option> byName = new LinkedHashMap<>();
    for (Option option : options) {
      if (byName.put(option.key().toLowerCase(Locale.ROOT), option) != null) {
        throw BindError.at(
            option.keySpan().pos(),
            ErrorCode.INVALID_OPTION,
            "option '" + option.key() + "' is given twice",
            null);
      }
    }
    return byName;
  }

  /** The option that an error speaks of, or the table's name. */
  private static Span blamed(
      LaminarException error, Statement.CreateTable create, Map<String, Option> options) {
    String message = String.valueOf(error.getMessage());
    for (Map.Entry<String, Option> option : options.entrySet()) {
      if (message.contains("'" + option.getKey() + "'")) {
        return option.getValue().keySpan();
      }
    }
    for (Map.Entry<String, Option> option : options.entrySet()) {
      if (message.contains("'" + option.getValue().value().asText() + "'")) {
        return option.getValue().value().span();
      }
    }
    return Span.of(create.name());
  }

  private Table external(
      Statement.CreateTable create, List<TableColumn> columns, Map<String, Option> options) {
    Map<String, String> texts = new LinkedHashMap<>();
    options.forEach((name, option) -> texts.put(name, option.value().asText()));
    Schema physical = ColumnDefiner.physical(columns);
    List<String> key =
        create.primaryKey().stream().map(name -> ColumnDefiner.declared(name, columns)).toList();
    TableSpec spec =
        connectors.table(create.name().names.getLast(), physical, texts, key, services);
    if (physical.size() > 0) {
      spec.format().ifPresent(f -> f.format().check(physical, key, f.options()));
    }
    if (texts.containsKey("late_data")) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED,
          "option 'late_data' is not supported yet: late rows are counted and dropped");
    }
    return new Table.External(
        create.name(),
        connectors.connector(texts.getOrDefault("connector", "")),
        spec,
        columns,
        eventTime(create, texts),
        Optional.ofNullable(texts.get("idle_time"))
            .map(text -> OptionValues.duration("idle_time", text))
            .orElse(Duration.ZERO),
        Optional.ofNullable(texts.get("bad_data")).map(TableDefiner::badData));
  }

  private static EventTime eventTime(Statement.CreateTable create, Map<String, String> options) {
    String field = options.get("event_time_field");
    if (create.watermark().isPresent()) {
      var watermark = create.watermark().get();
      if (field != null && !field.equalsIgnoreCase(watermark.column().getSimple())) {
        throw new LaminarException(
            ErrorCode.INVALID_OPTION,
            "option 'event_time_field' names another column than WATERMARK FOR "
                + watermark.column());
      }
      return new EventTime.Declared(
          watermark.column(), Optional.ofNullable(watermark.expression()));
    }
    return field == null
        ? new EventTime.Arrival()
        : new EventTime.Named(new SqlIdentifier(field, create.name().getParserPosition()));
  }

  private static BadData badData(String text) {
    String policy = text.strip();
    if (policy.equalsIgnoreCase("fail")) {
      return BadData.FAIL;
    }
    if (policy.equalsIgnoreCase("drop")) {
      return BadData.DROP;
    }
    if (policy.toLowerCase(Locale.ROOT).startsWith(DEAD_LETTER)
        && policy.length() > DEAD_LETTER.length()) {
      return new BadData.DeadLetter(policy.substring(DEAD_LETTER.length()).strip());
    }
    throw new LaminarException(
        ErrorCode.INVALID_OPTION,
        "option 'bad_data': expected 'fail', 'drop' or 'dead_letter:<table>', got '" + text + "'");
  }
}
