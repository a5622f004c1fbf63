package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What one operator of one subtask has done so far. Written by its task, read by any thread. */
final class Meter {

  final Count rowsIn = new Count();
  final Count batchesIn = new Count();
  final Count bytesIn = new Count();
  final Count rowsOut = new Count();
  final Count batchesOut = new Count();
  final Count bytesOut = new Count();
  final Count busyNanos = new Count();
  final Count stateBytes = new Count();
  final Count watermark = new Count();
  final Map<String, Count> counters = new ConcurrentHashMap<>();

  Meter() {
    watermark.set(Long.MIN_VALUE);
  }

  void in(Batch batch) {
    rowsIn.add(batch.rows());
    batchesIn.add(1);
  }

  void out(Batch batch) {
    rowsOut.add(batch.rows());
    batchesOut.add(1);
  }

  Count counter(String name) {
    return counters.computeIfAbsent(name, key -> new Count());
  }
}
