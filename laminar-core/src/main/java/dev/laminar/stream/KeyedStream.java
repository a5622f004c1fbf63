package dev.laminar.stream;

import dev.laminar.data.Row;

/** A stream by key; a step on the way to an aggregate. */
public interface KeyedStream<T> {

  /** Each key's rows by windows of event time. */
  WindowedStream window(Window window);

  /** One row per key that changes: the keys, then the aggregates. */
  DataStream<Row> aggregate(AggregateExpression... aggregates);
}
