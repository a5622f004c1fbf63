package dev.laminar.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.exec.schedule.Actor;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteQueueTest {

  /** Counts its steps. */
  private static final class Counting extends Actor {
    final AtomicInteger steps = new AtomicInteger();

    Counting(Scheduler scheduler) {
      super(scheduler, "counting", false);
    }

    @Override
    protected Next step() {
      steps.incrementAndGet();
      return Next.WAIT;
    }
  }

  private final SimulatedScheduler scheduler = new SimulatedScheduler(1);
  private final Counting writer = new Counting(scheduler);
  private final Counting reader = new Counting(scheduler);
  private final ByteQueue<String> queue = new ByteQueue<>(10, writer, reader);

  private void settle() {
    while (scheduler.step()) {}
  }

  @Test
  void items_comeInOrder_andSignalTheReader() {
    queue.add("a", 1);
    queue.add("b", 1);
    settle();
    assertThat(reader.steps).hasValue(1);
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(queue.poll()).isEqualTo("b");
    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void anItemLargerThanTheQueue_passes() {
    assertThat(queue.full()).isFalse();
    queue.add("huge", 1000);
    assertThat(queue.full()).isTrue();
    assertThat(queue.bytes()).isEqualTo(1000);
    assertThat(queue.poll()).isEqualTo("huge");
    assertThat(queue.full()).isFalse();
  }

  @Test
  void aWaitingWriter_isSignalledOnce_whenHalfIsFree() {
    for (int i = 0; i < 10; i++) {
      queue.add("x", 1);
    }
    assertThat(queue.full()).isTrue();
    for (int left = 9; left > 5; left--) {
      queue.poll();
      settle();
      assertThat(writer.steps).hasValue(0);
    }
    queue.poll();
    queue.poll();
    settle();
    assertThat(writer.steps).hasValue(1);
  }

  /** Passes numbers on as long as the queue takes them. */
  private static final class Sending extends Actor {
    private final int count;
    private int next;
    ByteQueue<Integer> to;

    Sending(Scheduler scheduler, int count, boolean blocking) {
      super(scheduler, "sending", blocking);
      this.count = count;
      this.to = new ByteQueue<>(1, this, this);
    }

    @Override
    protected Next step() {
      for (int i = 0; i < 100; i++) {
        if (to.full()) {
          return Next.WAIT;
        }
        if (next == count) {
          return Next.DONE;
        }
        to.add(next++, 1);
      }
      return Next.AGAIN;
    }
  }

  /** Checks that numbers come in order. */
  private static final class Receiving extends Actor {
    private final int count;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private int next;
    ByteQueue<Integer> from;

    Receiving(Scheduler scheduler, int count) {
      super(scheduler, "receiving", false);
      this.count = count;
      this.from = new ByteQueue<>(1, this, this);
    }

    @Override
    protected Next step() {
      for (Integer item = from.poll(); item != null; item = from.poll()) {
        if (item != next++) {
          end.complete(-item);
          return Next.DONE;
        }
      }
      if (next == count) {
        end.complete(next);
        return Next.DONE;
      }
      return Next.WAIT;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 1000})
  void noSignalIsLost_betweenThreads(long budget) throws Exception {
    int count = 200_000;
    try (Scheduler workers = new WorkerScheduler(2, Clock.systemUTC())) {
      for (boolean blocking : new boolean[] {false, true}) {
        Sending sending = new Sending(workers, count, blocking);
        Receiving receiving = new Receiving(workers, count);
        ByteQueue<Integer> between = new ByteQueue<>(budget, sending, receiving);
        sending.to = between;
        receiving.from = between;
        sending.signal();
        assertThat(receiving.end.get(60, TimeUnit.SECONDS)).isEqualTo(count);
      }
    }
  }
}
