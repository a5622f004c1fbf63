package dev.laminar.stream;

import dev.laminar.data.Row;

/** A stream by key and window; a step on the way to an aggregate. */
public interface WindowedStream {

  /**
   * One row per key and window, once the watermark has passed the window: the keys, {@code
   * window_start}, {@code window_end}, the aggregates, and {@code window_time}, its event time.
   */
  DataStream<Row> aggregate(AggregateExpression... aggregates);
}
