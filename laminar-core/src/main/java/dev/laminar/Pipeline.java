package dev.laminar;

import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.fluent.FluentSources;
import dev.laminar.internal.fluent.PlanBuilder;
import dev.laminar.internal.fluent.SqlFront;
import dev.laminar.spi.Services;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.Table;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * A pipeline written in Java: streams from sources, steps on them, and where the results go. {@link
 * #start} runs it; it can be started more than once, and added to before that.
 *
 * <p>One thread builds it.
 */
public final class Pipeline {

  private final Laminar laminar;
  private final JobOptions options;
  private final PlanBuilder builder;
  private final FluentSources sources;

  Pipeline(Laminar laminar, Services services, JobOptions options) {
    this.laminar = laminar;
    this.options = options;
    this.builder = new PlanBuilder(Connectors.installed(), services, SqlFront.installed());
    this.sources = new FluentSources(builder);
  }

  /**
   * A stream from a connector.
   *
   * @param columns what the table's rows have
   */
  public DataStream<Row> source(String name, Schema columns, Table table) {
    return sources.table(name, columns, table);
  }

  /** A stream from a connector, whose rows are records: the components are the columns. */
  public <T extends Record> DataStream<T> source(String name, Class<T> type, Table table) {
    return sources.table(name, type, table);
  }

  /** A stream of a list's records; the list must not change while jobs read it. */
  public <T extends Record> DataStream<T> source(String name, Class<T> type, List<T> values) {
    return sources.list(name, type, values);
  }

  /**
   * A stream of what an iterator gives, which may block. It can be read once: the pipeline can be
   * started once, and its jobs not be restored.
   */
  public <T extends Record> DataStream<T> source(String name, Class<T> type, Iterator<T> values) {
    return sources.iterator(name, type, values);
  }

  /** A stream of what a publisher gives, once; the demand follows the job's backpressure. */
  public <T extends Record> DataStream<T> source(
      String name, Class<T> type, Flow.Publisher<T> values) {
    return sources.publisher(name, type, values);
  }

  /**
   * What would become of the checkpoint that these options begin from, if the pipeline as it is
   * written so far were started with them. Nothing is touched.
   */
  public UpgradeReport checkUpgrade(JobOptions otherOptions) {
    return laminar.checkUpgrade(builder.plan(), otherOptions);
  }

  /** Runs what has been written so far. */
  public Job start() {
    return start(options);
  }

  /** Runs it with other options. */
  public Job start(JobOptions otherOptions) {
    return laminar.start(builder.plan(), otherOptions);
  }
}
