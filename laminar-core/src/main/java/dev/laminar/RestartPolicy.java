package dev.laminar;

import java.time.Duration;

/**
 * When a failed job goes on from its last checkpoint by itself. Failures that a user has to mend
 * are never retried; bugs at most {@code bugs} times; everything else {@code most} times. Waits
 * begin at {@code first} and double up to {@code longest}. A checkpoint that completes begins the
 * count anew.
 */
public record RestartPolicy(int most, int bugs, Duration first, Duration longest) {

  public static final RestartPolicy DEFAULT =
      new RestartPolicy(10, 3, Duration.ofMillis(100), Duration.ofSeconds(30));

  public static final RestartPolicy NEVER =
      new RestartPolicy(0, 0, Duration.ofMillis(100), Duration.ofSeconds(30));
}
