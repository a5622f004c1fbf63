package dev.laminar.connector.singlefile;

import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.Source;
import dev.laminar.spi.TableSpec;
import java.util.List;

/** {@code connector = 'single_file'}: reads or writes one local file. Stateless; any thread. */
public final class SingleFileConnector implements Connector {

  @Override
  public String name() {
    return "single_file";
  }

  @Override
  public String description() {
    return "One local file, read from its beginning to its end or written as a whole";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.builder()
        .required(SingleFileOptions.PATH, OptionSchema.Type.TEXT, "The file")
        .choice(
            SingleFileOptions.COMPRESSION,
            "auto",
            List.of("auto", "none", "gzip", "zstd"),
            "How it is compressed; auto goes by the extension: .gz, .zst, anything else is none")
        .build();
  }

  @Override
  public boolean usesFormat() {
    return true;
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public boolean isSink() {
    return true;
  }

  @Override
  public Source source(TableSpec table) {
    return new SingleFileSource(table, SingleFileOptions.of(table.options()));
  }

  @Override
  public Sink sink(TableSpec table) {
    return new SingleFileSink(table, SingleFileOptions.of(table.options()));
  }
}
