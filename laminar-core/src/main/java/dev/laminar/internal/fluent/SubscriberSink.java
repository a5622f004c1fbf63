package dev.laminar.internal.fluent;

import dev.laminar.data.Change;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/**
 * Feeds a Flow.Subscriber as much as it asked for; waits for its demand. After a cancellation
 * values are dropped. <b>Threads:</b> the sink's writes; the subscriber's requests and cancellation
 * from any.
 */
final class SubscriberSink<T> implements JavaSink.Receiver<T>, Flow.Subscription {

  private final Flow.Subscriber<? super T> subscriber;
  private final Semaphore demand = new Semaphore(0);
  private volatile boolean cancelled;
  private boolean subscribed;

  SubscriberSink(Flow.Subscriber<? super T> subscriber) {
    this.subscriber = subscriber;
  }

  @Override
  public void change(Change<T> change) throws InterruptedException {
    subscribe();
    demand.acquire();
    if (!cancelled) {
      subscriber.onNext(change.value());
    }
  }

  private void subscribe() {
    if (!subscribed) {
      subscribed = true;
      subscriber.onSubscribe(this);
    }
  }

  @Override
  public void end() {
    subscribe();
    if (!cancelled) {
      subscriber.onComplete();
    }
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      cancelled = true;
      subscriber.onError(new IllegalArgumentException("expected demand above 0, got " + count));
    }
    int room = Integer.MAX_VALUE / 2 - demand.availablePermits();
    demand.release(Math.clamp(count, 1, Math.max(1, room)));
  }

  @Override
  public void cancel() {
    cancelled = true;
    demand.release(Integer.MAX_VALUE / 2 - demand.availablePermits());
  }
}
