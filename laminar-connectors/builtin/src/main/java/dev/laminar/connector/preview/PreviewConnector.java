package dev.laminar.connector.preview;

import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.WriteContext;

/**
 * {@code connector = 'preview'}: shows rows and changes to the {@link
 * dev.laminar.spi.PreviewListener} that the surrounding program lends. Stateless; any thread.
 */
public final class PreviewConnector implements Connector {

  @Override
  public String name() {
    return "preview";
  }

  @Override
  public String description() {
    return "Shows rows and changes where the job was started";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.NONE;
  }

  @Override
  public boolean isSink() {
    return true;
  }

  @Override
  public Sink sink(TableSpec table) {
    return new PreviewSink(table);
  }

  private record PreviewSink(TableSpec table) implements Sink {
    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public int maxParallelism() {
      return 1;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      return new PreviewWriter(table.name(), context.columns(), table.services().preview());
    }
  }
}
