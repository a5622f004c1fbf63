package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.Sink.ChangelogSupport;
import java.util.ArrayList;
import java.util.List;

/** Refuses to write changes to a table that cannot express them. */
final class Changelogs {

  private Changelogs() {}

  static void check(SinkTable table, Node rows, Connectors connectors) {
    ChangelogSupport support = table.sink().changes();
    if (!rows.updating() || support == ChangelogSupport.ALL) {
      return;
    }
    if (support == ChangelogSupport.APPEND_ONLY) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "the query changes rows that it has given before, and table '"
              + table.name()
              + "' (connector '"
              + table.connector()
              + "') only takes new ones. "
              + remedies(connectors)
              + "; or group by a window, whose results are final");
    }
    if (table.primaryKey().isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "the query changes rows that it has given before, and table '"
              + table.name()
              + "' keeps the newest row of each key; declare its PRIMARY KEY");
    }
  }

  private static String remedies(Connectors connectors) {
    List<String> formats = new ArrayList<>();
    for (Format format : connectors.formats()) {
      if (format.canEncode() && format.changes() != ChangelogSupport.APPEND_ONLY) {
        formats.add("format = '" + format.name() + "'");
      }
    }
    List<String> others = new ArrayList<>();
    for (Connector connector : connectors.connectors()) {
      if (connector.isSink() && !connector.usesFormat()) {
        others.add("'" + connector.name() + "'");
      }
    }
    List<String> ways = new ArrayList<>();
    if (!formats.isEmpty()) {
      ways.add("Write it with " + String.join(" or ", formats));
    }
    if (!others.isEmpty()) {
      ways.add(
          (ways.isEmpty() ? "Write" : "or write") + " to connector " + String.join(" or ", others));
    }
    return ways.isEmpty() ? "No connector here takes changes" : String.join(", ", ways);
  }
}
