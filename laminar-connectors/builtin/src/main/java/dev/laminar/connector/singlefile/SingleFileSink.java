package dev.laminar.connector.singlefile;

import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.TableSpec.FormatSpec;
import dev.laminar.spi.WriteContext;
import java.io.IOException;

/** Writes a file by one writer. Stateless; any thread. */
final class SingleFileSink implements Sink {

  private final TableSpec table;
  private final SingleFileOptions options;
  private final FormatSpec format;

  SingleFileSink(TableSpec table, SingleFileOptions options) {
    this.table = table;
    this.options = options;
    this.format = table.format().orElseThrow();
  }

  @Override
  public ChangelogSupport changes() {
    return format.format().changes();
  }

  @Override
  public int maxParallelism() {
    return 1;
  }

  @Override
  public SinkWriter<?> open(WriteContext context) throws IOException {
    FileErrors.checkWritable(options.path());
    return new SingleFileWriter(
        options,
        format
            .format()
            .encoder(context.allocator(), context.columns(), table.primaryKey(), format.options()));
  }
}
