package dev.laminar.sql.oracle;

import dev.laminar.sql.oracle.RandomQuery.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DuckDB in memory: answers a query over random tables in the form of case files. One thread. */
final class Duck implements AutoCloseable {

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private final Connection connection;

  Duck() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute("SET default_null_order = 'nulls_last'");
    }
  }

  void load(RandomTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + table.name());
      statement.execute(table.duckDdl());
    }
    String insert =
        "INSERT INTO " + table.name() + " VALUES (?, CAST(? AS TIMESTAMP), ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (List<@Nullable Object> row : table.rows()) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.execute();
      }
    }
  }

  /** The rows, each as an insert of a case file. */
  List<String> answer(String sql, List<Kind> kinds) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder line = new StringBuilder("+");
        for (int i = 0; i < kinds.size(); i++) {
          line.append(i == 0 ? " " : " | ").append(text(rows.getObject(i + 1)));
        }
        lines.add(line.toString().stripTrailing());
      }
    }
    return lines;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Timestamp time -> TIMESTAMP.format(time.toLocalDateTime());
      case LocalDateTime time -> TIMESTAMP.format(time);
      case Double d -> Double.toString(d + 0.0);
      default -> value.toString();
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
