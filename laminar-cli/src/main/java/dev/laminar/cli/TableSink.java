package dev.laminar.cli;

import dev.laminar.data.Batch;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Shows a SELECT on a terminal as a table: what its changes add up to, when the input has ended;
 * or, if it has no end, what came, at each tick, with {@code +} and {@code -} in front if rows can
 * be retracted.
 *
 * <p><b>State:</b> at most {@link #SHOWN} rows, and how many more there were. <b>Threads:</b> the
 * writer's.
 */
final class TableSink implements Sink {

  /** The most rows that a result of bounded input shows; INSERT INTO a file takes all. */
  static final int SHOWN = 1000;

  private final PrintStream out;
  private final boolean updating;
  private final BooleanSupplier endless;

  TableSink(PrintStream out, boolean updating, BooleanSupplier endless) {
    this.out = out;
    this.updating = updating;
    this.endless = endless;
  }

  @Override
  public ChangelogSupport changes() {
    return ChangelogSupport.ALL;
  }

  @Override
  public int maxParallelism() {
    return 1;
  }

  @Override
  public SinkWriter<List<Line>> open(WriteContext context) {
    return new Writer(context.columns());
  }

  /** One change as texts. */
  record Line(boolean insert, List<String> cells) {}

  private final class Writer implements SinkWriter<List<Line>> {
    private final Schema schema;
    private final Map<List<String>, Integer> counts = new LinkedHashMap<>();
    private final List<Line> arrived = new ArrayList<>();
    private long rows;

    Writer(Schema schema) {
      this.schema = schema;
    }

    @Override
    public List<Line> encode(Batch batch, RejectedRows bad) {
      try (batch) {
        List<Line> lines = new ArrayList<>(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
          List<String> cells = new ArrayList<>(batch.columnCount());
          for (int i = 0; i < batch.columnCount(); i++) {
            cells.add(CellText.of(batch.column(i), row));
          }
          lines.add(new Line(batch.weight(row) > 0, cells));
        }
        return lines;
      }
    }

    @Override
    public long bytes(List<Line> payload) {
      return payload.size() * 64L;
    }

    @Override
    public void write(List<Line> payload) {
      if (endless.getAsBoolean()) {
        arrived.addAll(payload);
        return;
      }
      for (Line line : payload) {
        rows += line.insert() ? 1 : -1;
        if (updating || counts.size() < SHOWN) {
          counts.merge(line.cells(), line.insert() ? 1 : -1, (a, b) -> a + b == 0 ? null : a + b);
        }
      }
    }

    @Override
    public void flush() {
      if (endless.getAsBoolean() && !arrived.isEmpty()) {
        TextTable table = table(updating);
        for (Line line : arrived) {
          table.add(line.cells(), updating ? line.insert() ? "+" : "-" : null);
        }
        print(table);
        arrived.clear();
      }
    }

    @Override
    public void finish() {
      if (endless.getAsBoolean()) {
        flush();
        return;
      }
      TextTable table = table(false);
      for (Map.Entry<List<String>, Integer> entry : counts.entrySet()) {
        for (int i = 0; i < entry.getValue() && table.size() < SHOWN; i++) {
          table.add(entry.getKey(), null);
        }
      }
      print(table);
      String more = rows > table.size() ? ", the first " + table.size() + " shown" : "";
      out.println("(" + rows + (rows == 1 ? " row" : " rows") + more + ")");
      out.flush();
    }

    private TextTable table(boolean withChange) {
      List<String> headings = new ArrayList<>(schema.names());
      boolean[] right = new boolean[headings.size() + (withChange ? 1 : 0)];
      int at = withChange ? 1 : 0;
      for (Field field : schema.fields()) {
        right[at++] = CellText.isNumber(field.type());
      }
      if (withChange) {
        headings.addFirst("±");
      }
      return new TextTable(headings, right);
    }

    private void print(TextTable table) {
      synchronized (out) {
        out.print(table.render());
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}
