package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Opens Java collections and publishers as {@link JavaSource.Feed}s. */
public final class Feeds {

  private Feeds() {}

  /** The list's values; it must not change while a job reads it. */
  public static <T> LongFunction<JavaSource.Feed<T>> list(List<T> values) {
    return start ->
        new JavaSource.Feed<>() {
          private int next = Math.toIntExact(start);

          @Override
          public @Nullable List<T> next(int limit) {
            if (next >= values.size()) {
              return null;
            }
            List<T> chunk = values.subList(next, Math.min(values.size(), next + limit));
            next += chunk.size();
            return chunk;
          }
        };
  }

  /** What an iterator gives, once; it may block. A job that is restored cannot read it again. */
  public static <T> LongFunction<JavaSource.Feed<T>> iterator(Iterator<T> values) {
    AtomicBoolean taken = new AtomicBoolean();
    return start -> {
      takeOnce(taken, start, "an Iterator");
      return limit -> values.hasNext() ? new ArrayList<>(List.of(values.next())) : null;
    };
  }

  /** What a publisher gives, once; demand follows the engine's backpressure. */
  public static <T> LongFunction<JavaSource.Feed<T>> publisher(Flow.Publisher<T> values) {
    AtomicBoolean taken = new AtomicBoolean();
    return start -> {
      takeOnce(taken, start, "a Flow.Publisher");
      PublisherFeed<T> feed = new PublisherFeed<>();
      values.subscribe(feed);
      return feed;
    };
  }

  private static void takeOnce(AtomicBoolean taken, long start, String what) {
    if (start != 0 || !taken.compareAndSet(false, true)) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED,
          what
              + " can be read only once, so a job over it can be neither restored nor run twice;"
              + " use a List or a connector");
    }
  }
}
