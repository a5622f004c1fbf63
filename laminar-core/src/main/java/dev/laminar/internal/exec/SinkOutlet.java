package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;

/**
 * The end of a chain that is a sink: encodes on the task's worker, and leaves writing to the {@link
 * WriterRun} behind a queue.
 *
 * <p><b>Threads:</b> the task's.
 */
final class SinkOutlet<P> implements Outlet {

  private final WriterRun<P> writer;
  private final Sink.ChangelogSupport changes;
  private final SinkWriter.RejectedRows rejected;
  private final Meter meter;
  private final Stopwatch stopwatch;

  SinkOutlet(
      WriterRun<P> writer,
      Sink.ChangelogSupport changes,
      SinkWriter.RejectedRows rejected,
      Meter meter,
      Stopwatch stopwatch) {
    this.writer = writer;
    this.changes = changes;
    this.rejected = rejected;
    this.meter = meter;
    this.stopwatch = stopwatch;
  }

  @Override
  public void emit(Batch batch) {
    meter.in(batch);
    if (changes == Sink.ChangelogSupport.APPEND_ONLY) {
      refuseRetracts(batch);
    }
    Meter before = stopwatch.enter(meter);
    SinkWriter<P> open = writer.writer();
    P payload = open.encode(batch, rejected);
    if (payload != null) {
      long bytes = open.bytes(payload);
      meter.bytesOut.add(bytes);
      writer.write(payload, bytes);
    }
    stopwatch.leave(before);
  }

  private static void refuseRetracts(Batch batch) {
    if (batch.insertsOnly()) {
      return;
    }
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.weight(row) < 0) {
        batch.close();
        throw new IllegalStateException("a retract came to a sink that takes inserts only");
      }
    }
  }

  @Override
  public void mark(Element marker) {
    switch (marker) {
      case Element.Barrier b -> writer.prepare();
      case Element.Tick t -> writer.flush();
      case Element.EndOfInput end -> writer.finish();
      case Element.Watermark w -> meter.watermark.set(w.time());
      case Element.Idle i -> {}
      case Element.Data d -> throw new IllegalArgumentException("no marker");
    }
  }

  @Override
  public boolean blocked() {
    return writer.blocked();
  }

  @Override
  public long queuedBytes() {
    return writer.queuedBytes();
  }
}
