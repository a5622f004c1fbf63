package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.operator.SplitAware;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fused operators of a task, from its input to its outlets; none at all where rows only pass
 * from a source to a sink.
 *
 * <p><b>Threads:</b> the owning task.
 */
final class Chain {

  private final List<Link> links;
  private final Receiver first;
  private final Outlets outlets;

  Chain(List<Link> links, Outlets outlets) {
    this.links = List.copyOf(links);
    this.outlets = outlets;
    this.first = links.isEmpty() ? outlets : links.getFirst();
  }

  void process(int input, Batch batch) {
    first.receive(input, batch);
  }

  void watermark(long time) {
    first.watermark(time);
  }

  void idle() {
    first.idle();
  }

  void active() {
    first.active();
  }

  /** Every operator's results of the tick have reached the next one before that has its own. */
  void tick(long number) {
    for (Link link : links) {
      link.tick(number);
    }
  }

  void time(long now) {
    for (Link link : links) {
      link.time(now);
    }
  }

  /** One of several inputs has ended; the others go on. */
  void endOfInput(int input) {
    if (!links.isEmpty()) {
      links.getFirst().endOfInput(input);
    }
  }

  /** All inputs have ended; {@link #endOfInput} has been called for the first operator. */
  void finish(boolean complete, long tick) {
    for (int i = 0; i < links.size(); i++) {
      if (i > 0 && complete) {
        links.get(i).endOfInput(0);
      }
      links.get(i).finish(complete, tick);
    }
    outlets.mark(new Element.EndOfInput(complete));
  }

  /** The operator that makes watermarks per split. */
  @Nullable SplitAware splitAware() {
    for (Link link : links) {
      if (link.operator instanceof SplitAware aware) {
        return aware;
      }
    }
    return null;
  }

  List<Link> links() {
    return links;
  }

  Outlets outlets() {
    return outlets;
  }
}
