package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Receives from a publisher and hands on to the one thread that fetches.
 *
 * <p><b>State:</b> at most {@link #AHEAD} values that were asked for but not yet fetched.
 * <b>Threads:</b> the publisher's, and the fetching one.
 */
final class PublisherFeed<T> implements Flow.Subscriber<T>, JavaSource.Feed<T> {

  private static final int AHEAD = 4096;

  /** What came: a value, the end, or a failure. */
  private sealed interface Signal<T> {
    record Value<T>(T value) implements Signal<T> {}

    record End<T>(@Nullable Throwable failure) implements Signal<T> {}
  }

  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private boolean ended;

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(AHEAD);
  }

  @Override
  public void onNext(T value) {
    signals.add(new Signal.Value<>(value));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.End<>(failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End<>(null));
  }

  @Override
  public @Nullable List<T> next(int limit) throws InterruptedException {
    List<T> chunk = new ArrayList<>();
    Signal<T> signal = ended ? null : signals.take();
    while (signal != null) {
      switch (signal) {
        case Signal.Value<T> value -> chunk.add(value.value());
        case Signal.End<T> end -> end(end.failure());
      }
      signal = ended || chunk.size() >= limit ? null : signals.poll();
    }
    Flow.Subscription current = subscription;
    if (current != null && !chunk.isEmpty()) {
      current.request(chunk.size());
    }
    return chunk.isEmpty() ? null : chunk;
  }

  private void end(@Nullable Throwable failure) {
    ended = true;
    if (failure != null) {
      throw new LaminarException(
          ErrorCode.EXTERNAL, "the publisher failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    Flow.Subscription current = subscription;
    if (current != null && !ended) {
      current.cancel();
    }
  }
}
