package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Change;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.spi.Sink;
import dev.laminar.spi.TableSpec;
import dev.laminar.stream.AggregateExpression;
import dev.laminar.stream.Collected;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.Expression;
import dev.laminar.stream.JoinType;
import dev.laminar.stream.JoinedStream;
import dev.laminar.stream.KeyedStream;
import dev.laminar.stream.Table;
import dev.laminar.stream.Window;
import dev.laminar.stream.WindowedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A stream as the node that makes it and the codec of its values. Immutable. */
public record FluentStream<T>(PlanBuilder builder, Node node, RecordCodec<T> codec)
    implements DataStream<T> {

  private static final Duration IDLE_TIME = Duration.ofSeconds(10);

  @Override
  public Schema schema() {
    return node.schema();
  }

  private Binder binder() {
    return new Binder(schema());
  }

  private FluentStream<Row> rows(Node next) {
    return new FluentStream<>(builder, next, RecordCodec.rows(next.schema()));
  }

  private FluentStream<T> same(Node next) {
    return new FluentStream<>(builder, next, codec);
  }

  @Override
  public DataStream<T> eventTime(String column, Duration disorder) {
    int time = binder().column(column);
    DataType type = schema().field(time).type();
    if (!type.equals(DataType.TIMESTAMP)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "event time has to be a TIMESTAMP (LocalDateTime), but '" + column + "' is " + type);
    }
    Expr delay = new Expr.Literal(disorder.toNanos() / 1000, new DataType.TimeInterval());
    Expr watermark = Functions.call("-", List.of(binder().ref(time), delay));
    return same(new Node.Watermark(node, time, watermark, IDLE_TIME, BadData.FAIL));
  }

  @Override
  public DataStream<T> filter(Expression condition) {
    return same(calc(Optional.of(bound(condition, DataType.BOOLEAN)), identity(), names()));
  }

  private Expr bound(Expression expression, DataType type) {
    Expr bound = binder().bind(expression);
    if (!bound.type().equals(type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY, "expected " + type + ", got " + bound.type());
    }
    return bound;
  }

  private List<Expr> identity() {
    Binder binder = binder();
    return IntStream.range(0, schema().size()).mapToObj(i -> (Expr) binder.ref(i)).toList();
  }

  private List<String> names() {
    return schema().names();
  }

  private Node calc(Optional<Expr> filter, List<Expr> projections, List<String> names) {
    OptionalInt time = OptionalInt.empty();
    for (int i = 0; i < projections.size() && node.timeColumn().isPresent(); i++) {
      if (projections.get(i) instanceof Expr.ColumnRef ref
          && ref.index() == node.timeColumn().getAsInt()) {
        time = OptionalInt.of(i);
      }
    }
    return new Node.Calc(node, filter, projections, names, time, BadData.FAIL);
  }

  @Override
  public DataStream<T> filter(Predicate<? super T> test) {
    return same(
        new Node.Transform(
            node, "filter", schema(), RecordFunctions.filter(codec, test), node.timeColumn()));
  }

  @Override
  public DataStream<Row> select(Expression... columns) {
    List<Expr> projections = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Expression column : columns) {
      projections.add(binder().bind(column));
      names.add(column.name().orElse("column" + (names.size() + 1)));
    }
    return rows(calc(Optional.empty(), projections, names));
  }

  @Override
  public <R extends Record> DataStream<R> as(Class<R> type) {
    RecordCodec<R> target = RecordCodec.of(type);
    List<Expr> projections = new ArrayList<>();
    for (Field field : target.schema().fields()) {
      Expr.ColumnRef column = binder().ref(binder().column(field.name()));
      projections.add(Functions.cast(column, field.type()));
    }
    Node next = calc(Optional.empty(), projections, target.schema().names());
    return new FluentStream<>(builder, next, target);
  }

  @Override
  public <R extends Record> DataStream<R> map(
      Class<R> type, Function<? super T, ? extends R> function) {
    return transform("map", type, (value, out) -> out.accept(function.apply(value)));
  }

  @Override
  public <R extends Record> DataStream<R> flatMap(
      Class<R> type, BiConsumer<? super T, Consumer<R>> function) {
    return transform("flat-map", type, function);
  }

  private <R extends Record> DataStream<R> transform(
      String name, Class<R> type, BiConsumer<? super T, Consumer<R>> function) {
    RecordCodec<R> target = RecordCodec.of(type);
    OptionalInt time = OptionalInt.empty();
    if (node.timeColumn().isPresent()) {
      Field old = schema().field(node.timeColumn().getAsInt());
      OptionalInt kept = target.schema().indexOf(old.name());
      boolean fits = kept.isPresent() && isTime(target.schema().field(kept.getAsInt()));
      time = fits ? kept : time;
    }
    Node next =
        new Node.Transform(
            node, name, target.schema(), RecordFunctions.flatMap(codec, target, function), time);
    return new FluentStream<>(builder, next, target);
  }

  private static boolean isTime(Field field) {
    return field.type().equals(DataType.TIMESTAMP);
  }

  @Override
  public DataStream<T> union(DataStream<T> other) {
    Node second = node(other);
    if (!second.schema().types().equals(schema().types())) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "a union needs equal columns, got " + schema() + " and " + second.schema());
    }
    OptionalInt time =
        node.timeColumn().equals(second.timeColumn()) ? node.timeColumn() : OptionalInt.empty();
    return same(new Node.Union(List.of(node, second), time));
  }

  static Node node(DataStream<?> stream) {
    return ((FluentStream<?>) stream).node;
  }

  @Override
  public DataStream<T> distinct() {
    int[] all = IntStream.range(0, schema().size()).toArray();
    return same(new Node.Aggregate(node, all, List.of()));
  }

  @Override
  public DataStream<Row> unnest(String list, String as) {
    Expr column = binder().ref(binder().column(list));
    if (!(column.type() instanceof DataType.ListOf type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY, "expected a list, but '" + list + "' is " + column.type());
    }
    Field element = new Field(as, type.element().type(), type.element().nullable());
    return rows(new Node.Unnest(node, column, List.of(element), false, false, false));
  }

  @Override
  public KeyedStream<T> keyBy(String... columns) {
    Grouping grouping = new Grouping(builder, node, List.of(columns));
    return new KeyedStream<>() {
      @Override
      public WindowedStream window(Window window) {
        return aggregates -> grouping.windowed(window, aggregates);
      }

      @Override
      public DataStream<Row> aggregate(AggregateExpression... aggregates) {
        return grouping.updating(aggregates);
      }
    };
  }

  @Override
  public WindowedStream window(Window window) {
    return aggregates -> new Grouping(builder, node, List.of()).windowed(window, aggregates);
  }

  @Override
  public DataStream<Row> aggregate(AggregateExpression... aggregates) {
    return new Grouping(builder, node, List.of()).updating(aggregates);
  }

  @Override
  public JoinedStream join(DataStream<?> other) {
    return join(other, JoinType.INNER);
  }

  @Override
  public JoinedStream join(DataStream<?> other, JoinType type) {
    return new FluentJoin(builder, node, node(other), type, List.of());
  }

  @Override
  public DataStream<Row> sql(String query) {
    return rows(builder.sql().query(query, Map.of("input", node)));
  }

  @Override
  public void to(Table table) {
    Map<String, String> given = new LinkedHashMap<>(table.options());
    given.put("connector", table.connector());
    String name = table.connector();
    TableSpec spec =
        builder.connectors().table(name, schema(), given, List.of(), builder.services());
    Sink sink = builder.connectors().connector(name).sink(spec);
    if (node.updating() && sink.changes() != Sink.ChangelogSupport.ALL) {
      throw updatingRefused("connector '" + name + "' as it is", "format 'debezium_json'");
    }
    builder.sink(node, name, name, sink);
  }

  @Override
  public void forEach(Consumer<? super T> consumer) {
    refuseUpdating("forEach", "forEachChange");
    builder.sink(node, "forEach", "java", sink(JavaSink.inserts(consumer)));
  }

  @Override
  public void forEachChange(Consumer<? super Change<T>> consumer) {
    builder.sink(node, "forEachChange", "java", sink(consumer::accept));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    refuseUpdating("subscribe", "forEachChange");
    builder.sink(node, "subscribe", "java", sink(new SubscriberSink<>(subscriber)));
  }

  @Override
  public Collected<T> collect() {
    Collector<T> collector = new Collector<>();
    builder.sink(node, "collect", "java", sink(collector));
    return collector;
  }

  private JavaSink<T> sink(JavaSink.Receiver<T> receiver) {
    return new JavaSink<>(codec, Sink.ChangelogSupport.ALL, receiver);
  }

  private void refuseUpdating(String taker, String instead) {
    if (node.updating()) {
      throw updatingRefused(taker, instead);
    }
  }

  private static LaminarException updatingRefused(String taker, String instead) {
    return new LaminarException(
        ErrorCode.INVALID_QUERY,
        taker + " takes inserts only, but this stream also retracts rows; use " + instead);
  }
}
