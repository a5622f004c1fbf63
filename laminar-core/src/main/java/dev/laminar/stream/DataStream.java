package dev.laminar.stream;

import dev.laminar.data.Change;
import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stream of rows on its way through a pipeline, seen as values of type {@code T}: a Java record
 * whose components are the columns, or {@link Row}. Each method adds a step to the plan and gives
 * the stream behind it; nothing runs before the pipeline is started. Immutable; one pipeline is
 * built by one thread.
 *
 * <p>Steps given as {@link Expression}s are compiled to loops over columns, as SQL's are. Java
 * functions are called row by row; they must not keep state, and may run in several tasks at once.
 *
 * @param <T> what a row looks like to Java code
 */
public interface DataStream<T> {

  /** The columns. */
  Schema schema();

  /**
   * Says which column is event time and starts its watermark.
   *
   * @param column a TIMESTAMP column (micro- or nanoseconds, with or without zone)
   * @param disorder how much earlier than the latest row a row may be without being late
   */
  DataStream<T> eventTime(String column, Duration disorder);

  /** Keeps rows for which the condition is true. */
  DataStream<T> filter(Expression condition);

  /** Keeps values that pass the test. */
  DataStream<T> filter(Predicate<? super T> test);

  /** Computes columns. Event time is kept if its column is among them. */
  DataStream<Row> select(Expression... columns);

  /**
   * The same rows as records: each component takes the column of its name, which must have its
   * type.
   */
  <R extends Record> DataStream<R> as(Class<R> type);

  /** One record for each value. Event time is kept in a component of the same name and type. */
  <R extends Record> DataStream<R> map(Class<R> type, Function<? super T, ? extends R> function);

  /** Any number of records for each value. */
  <R extends Record> DataStream<R> flatMap(
      Class<R> type, BiConsumer<? super T, Consumer<R>> function);

  /** The rows of both streams, which have the same columns. */
  DataStream<T> union(DataStream<T> other);

  /** Each different row once. */
  DataStream<T> distinct();

  /** One row per element of the list column {@code list}, the element under the name {@code as}. */
  DataStream<Row> unnest(String list, String as);

  /** Puts rows with equal values in these columns together. */
  KeyedStream<T> keyBy(String... columns);

  /** All rows together, by windows of event time. */
  WindowedStream window(Window window);

  /** All rows together, as one row that changes. */
  DataStream<Row> aggregate(AggregateExpression... aggregates);

  /** Joins with another stream; say {@link JoinedStream#on} which columns. */
  JoinedStream join(DataStream<?> other);

  /** Joins; rows without a match on a side that {@code type} keeps come with nulls. */
  JoinedStream join(DataStream<?> other, JoinType type);

  /**
   * Goes on in SQL, in which this stream is the table {@code input}. Needs laminar-sql on the class
   * path.
   */
  DataStream<Row> sql(String query);

  /** Writes to a connector. An updating stream needs one, or a format, that takes retracts. */
  void to(Table table);

  /**
   * Calls the consumer for each value, in order. An updating stream is refused: see forEachChange.
   */
  void forEach(Consumer<? super T> consumer);

  /** Calls the consumer for each insert and retract, in order. */
  void forEachChange(Consumer<? super Change<T>> consumer);

  /** Feeds a subscriber, whose demand slows the job down. An updating stream is refused. */
  void subscribe(Flow.Subscriber<? super T> subscriber);

  /**
   * Keeps what the stream amounts to in memory; read it when the job has ended, or while it runs.
   */
  Collected<T> collect();
}
