package dev.laminar.connector.stdout;

import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.TableSpec.FormatSpec;
import dev.laminar.spi.WriteContext;

/**
 * {@code connector = 'stdout'}: prints rows, as JSON lines if the table names no format; a query
 * that changes its results needs {@code format = 'debezium_json'}. Stateless; any thread.
 */
public final class StdoutConnector implements Connector {

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public String description() {
    return "Prints rows to the program's standard output";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.NONE;
  }

  @Override
  public boolean usesFormat() {
    return true;
  }

  @Override
  public boolean isSink() {
    return true;
  }

  @Override
  public Sink sink(TableSpec table) {
    return new StdoutSink(table, table.format().orElseThrow());
  }

  private record StdoutSink(TableSpec table, FormatSpec format) implements Sink {
    @Override
    public ChangelogSupport changes() {
      return format.format().changes();
    }

    @Override
    public int maxParallelism() {
      return 1;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      return new StdoutWriter(
          table.services().standardOutput().get(),
          format
              .format()
              .encoder(
                  context.allocator(), context.columns(), table.primaryKey(), format.options()));
    }
  }
}
