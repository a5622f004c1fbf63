package dev.laminar.connector.singlefile;

import dev.laminar.spi.Encoder;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.TableSpec.FormatSpec;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Writes a file by one writer: as a whole at the end, or, in a job with checkpoints, epoch by
 * epoch, each row exactly once. Stateless; any thread.
 */
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
    Encoder encoder =
        format
            .format()
            .encoder(context.allocator(), context.columns(), table.primaryKey(), format.options());
    try {
      return context.transaction().isPresent()
          ? staging(encoder, context.transaction().get())
          : new SingleFileWriter(options, encoder);
    } catch (IOException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private StagingWriter staging(Encoder encoder, Transaction transaction) throws IOException {
    boolean goesOn = transaction.resumed() && Files.exists(options.path());
    return new StagingWriter(
        options, encoder, transaction, goesOn ? Files.size(options.path()) : -1);
  }

  @Override
  public Optional<SinkCommitter> committer(Transaction transaction) {
    return Optional.of(new SingleFileCommitter(options.path(), transaction));
  }
}
