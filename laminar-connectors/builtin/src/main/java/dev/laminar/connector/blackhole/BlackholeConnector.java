package dev.laminar.connector.blackhole;

import dev.laminar.data.Batch;
import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.WriteContext;
import org.jspecify.annotations.Nullable;

/** {@code connector = 'blackhole'}: takes all changes and drops them. Stateless; any thread. */
public final class BlackholeConnector implements Connector {

  @Override
  public String name() {
    return "blackhole";
  }

  @Override
  public String description() {
    return "Drops every row";
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
    return new BlackholeSink();
  }

  private static final class BlackholeSink implements Sink {
    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      return new BlackholeWriter();
    }
  }

  private static final class BlackholeWriter implements SinkWriter<Batch> {
    @Override
    public @Nullable Batch encode(Batch batch, RejectedRows bad) {
      batch.close();
      return null;
    }

    @Override
    public long bytes(Batch payload) {
      return payload.bytes();
    }

    @Override
    public void write(Batch payload) {
      payload.close();
    }

    @Override
    public void close() {}
  }
}
