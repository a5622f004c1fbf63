package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import java.util.List;

/** The end of a chain: gives each reader of the results its own hold on a batch. */
final class Outlets implements Receiver {

  private final Outlet[] results;
  private final Outlet[] all;
  private final DeadLetters[] deadLetters;
  private long watermark = Long.MIN_VALUE;
  private boolean idle;

  Outlets(List<Outlet> results, List<DeadLetters> deadLetters) {
    this.results = results.toArray(Outlet[]::new);
    this.deadLetters = deadLetters.toArray(DeadLetters[]::new);
    this.all = new Outlet[results.size() + deadLetters.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < results.size() ? results.get(i) : deadLetters.get(i - results.size()).outlet();
    }
  }

  @Override
  public void receive(int input, Batch batch) {
    int last = results.length - 1;
    int given = 0;
    try {
      while (given < last) {
        results[given].emit(batch.retain());
        given++;
      }
    } finally {
      if (given < last) {
        batch.close(); // an outlet failed
      }
    }
    results[last].emit(batch);
  }

  @Override
  public void watermark(long time) {
    watermark = time;
    idle = false;
    mark(new Element.Watermark(time));
  }

  @Override
  public void idle() {
    idle = true;
    mark(Element.Idle.IDLE);
  }

  @Override
  public void active() {
    idle = false;
    mark(new Element.Watermark(watermark));
  }

  boolean isIdle() {
    return idle;
  }

  void mark(Element marker) {
    flushDeadLetters();
    for (Outlet outlet : all) {
      outlet.mark(marker);
    }
  }

  void flushDeadLetters() {
    for (DeadLetters letters : deadLetters) {
      letters.flush();
    }
  }

  boolean blocked() {
    for (Outlet outlet : all) {
      if (outlet.blocked()) {
        return true;
      }
    }
    return false;
  }

  long queuedBytes() {
    long bytes = 0;
    for (Outlet outlet : all) {
      bytes += outlet.queuedBytes();
    }
    return bytes;
  }
}
