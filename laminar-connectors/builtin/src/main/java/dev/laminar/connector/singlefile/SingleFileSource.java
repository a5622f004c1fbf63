package dev.laminar.connector.singlefile;

import dev.laminar.data.Schema;
import dev.laminar.spi.Options;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.TableSpec.FormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file as one split. Any thread; it remembers the columns that it inferred. */
final class SingleFileSource implements Source {

  private static final int SAMPLE = 1 << 20;

  private final TableSpec table;
  private final SingleFileOptions options;
  private final FormatSpec format;
  private volatile @Nullable Schema inferred;

  SingleFileSource(TableSpec table, SingleFileOptions options) {
    this.table = table;
    this.options = options;
    this.format = table.format().orElseThrow();
    format.format().checkReading(table.schema(), table.primaryKey(), format.options());
  }

  @Override
  public Schema schema() {
    Schema known = table.schema().size() > 0 ? table.schema() : inferred;
    if (known == null) {
      known = infer();
      inferred = known;
    }
    return known;
  }

  private Schema infer() {
    FileErrors.checkReadable(options.path());
    try (InputStream in = options.compression().reading(Files.newInputStream(options.path()))) {
      byte[] sample = in.readNBytes(SAMPLE);
      boolean complete = sample.length < SAMPLE;
      return format.format().inferredSchema(format.options(), sample, complete);
    } catch (IOException e) {
      throw FileErrors.reading(options.path(), options.compression(), 0, e);
    }
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public List<Split> splits(int parallelism) {
    FileErrors.checkReadable(options.path());
    return List.of(new Split(options.path().toString(), options.path().toString()));
  }

  @Override
  public SplitReader<?> open(Split split, ReadContext context) throws IOException {
    FileErrors.checkReadable(options.path());
    Options formatOptions = format.options();
    return new SingleFileReader(
        options,
        context,
        format
            .format()
            .decoder(
                context.allocator(),
                schema(),
                context.columns(),
                table.primaryKey(),
                formatOptions,
                context.maxRows()));
  }
}
