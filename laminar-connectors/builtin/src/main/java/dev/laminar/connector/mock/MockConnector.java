package dev.laminar.connector.mock;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.Source;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.util.Optional;

/**
 * {@code connector = 'mock'}: makes up rows for whatever columns the table declares, the same ones
 * for the same seed; written to, it keeps rows for a test. Stateless; any thread.
 */
public final class MockConnector implements Connector {

  static final String CAPTURE = "capture";
  static final String TRANSACTIONAL = "transactional";

  @Override
  public String name() {
    return "mock";
  }

  @Override
  public String description() {
    return "Made-up rows for any columns; as a sink, keeps rows for tests";
  }

  @Override
  public OptionSchema options() {
    return MockOptions.declare()
        .optional(
            CAPTURE,
            OptionSchema.Type.TEXT,
            "As a sink: the name under which the rows are kept; without it they are dropped")
        .changeable()
        .optional(
            TRANSACTIONAL,
            OptionSchema.Type.BOOLEAN,
            "false",
            "As a sink: whether rows are kept only once a checkpoint commits them")
        .changeable()
        .build();
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
    if (table.schema().size() == 0) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "connector 'mock' needs the table's columns: CREATE TABLE name (column TYPE, …)");
    }
    return new MockSource(table, MockOptions.of(table.options()));
  }

  @Override
  public Sink sink(TableSpec table) {
    String capture = table.options().text(CAPTURE, "");
    boolean transactional = table.options().flag(TRANSACTIONAL, false);
    return new MockSink(capture, transactional && !capture.isEmpty());
  }

  private record MockSink(String capture, boolean transactional) implements Sink {
    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public CapturingWriter open(WriteContext context) {
      return new CapturingWriter(capture, context);
    }

    @Override
    public Optional<SinkCommitter> committer(Transaction transaction) {
      return transactional
          ? Optional.of(new CapturingCommitter(capture, transaction))
          : Optional.empty();
    }
  }
}
