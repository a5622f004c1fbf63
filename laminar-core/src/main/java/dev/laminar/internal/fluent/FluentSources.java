package dev.laminar.internal.fluent;

import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.TableIdentity;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.Source;
import dev.laminar.spi.TableSpec;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.Table;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

/** Begins streams. One thread, as its builder. */
public final class FluentSources {

  private final PlanBuilder builder;

  public FluentSources(PlanBuilder builder) {
    this.builder = builder;
  }

  public DataStream<Row> table(String name, Schema columns, Table table) {
    Node scan = scan(name, columns, table);
    return new FluentStream<>(builder, scan, RecordCodec.rows(scan.schema()));
  }

  public <T> DataStream<T> table(String name, Class<T> type, Table table) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return new FluentStream<>(builder, scan(name, codec.schema(), table), codec);
  }

  private Node scan(String name, Schema columns, Table table) {
    Map<String, String> options = new LinkedHashMap<>(table.options());
    options.put("connector", table.connector());
    TableSpec spec =
        builder.connectors().table(name, columns, options, List.of(), builder.services());
    Connector connector = builder.connectors().connector(table.connector());
    Source source = connector.source(spec);
    boolean changes =
        spec.format().map(TableSpec.FormatSpec::format).filter(Format::readsChanges).isPresent();
    return builder.scan(
        name, table.connector(), TableIdentity.of(connector, spec), source, changes, BadData.FAIL);
  }

  public <T> DataStream<T> list(String name, Class<T> type, List<T> values) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return java(name, codec, new JavaSource<>(codec, true, false, Feeds.list(values)));
  }

  public <T> DataStream<T> iterator(String name, Class<T> type, Iterator<T> values) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return java(name, codec, new JavaSource<>(codec, true, true, Feeds.iterator(values)));
  }

  public <T> DataStream<T> publisher(String name, Class<T> type, Flow.Publisher<T> values) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return java(name, codec, new JavaSource<>(codec, true, true, Feeds.publisher(values)));
  }

  private <T> DataStream<T> java(String name, RecordCodec<T> codec, JavaSource<T> source) {
    Node scan =
        builder.scan(name, "java", SourceTable.named(name, "java"), source, false, BadData.FAIL);
    return new FluentStream<>(builder, scan, codec);
  }
}
