package dev.laminar.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code lmnr run} at random moments, each time goes on from what it has kept, and compares
 * what it has published in the end. {@code -Dlaminar.crash.kills=30 -Dlaminar.crash.rows=5000000}
 * for a long one; {@code -Dlaminar.crash.seed} for other rows and moments.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("laminar.crash.kills", 6);
  private static final int ROWS = Integer.getInteger("laminar.crash.rows", 400_000);
  private static final long SEED = Long.getLong("laminar.crash.seed", 1);
  private static final int MOST_TASKS = 3;

  @TempDir Path folder;

  @Test
  void whenItIsKilled_nothingIsLost_andNothingComesTwice() throws Exception {
    Path input = Files.createDirectories(folder.resolve("input"));
    CrashInput.write(input, SEED, ROWS);
    CrashRun reference = new CrashRun(input, folder.resolve("undisturbed"));
    long begin = System.nanoTime();
    reference.undisturbed();
    int millis = (int) ((System.nanoTime() - begin) / 1_000_000);
    Random random = new Random(SEED);
    int kills = 0;
    for (int round = 1; kills < KILLS; round++) {
      assertThat(round).as("rounds for %s kills of %s", kills, KILLS).isLessThan(3 * KILLS);
      CrashRun run = new CrashRun(input, folder.resolve("round" + round));
      kills += killUntilItEnds(run, random, millis, KILLS - kills);
      Published.same(run.output(), reference.output(), "round " + round + ", seed " + SEED);
      assertThat(run.output().toFile().list())
          .containsExactlyInAnyOrder("windows.json", "joined.json", "totals.json");
    }
  }

  /**
   * Gives how often it was killed, at most {@code most} times.
   *
   * @param millis about how long it runs if nobody kills it
   */
  private static int killUntilItEnds(CrashRun run, Random random, int millis, int most)
      throws IOException, InterruptedException {
    int kills = 0;
    while (true) {
      run.withParallelism(1 + random.nextInt(MOST_TASKS));
      try (Child child = run.start()) {
        if (kills == most) {
          run.finish(child);
          return kills;
        }
        await(run, child, random, millis);
        if (!child.kill()) {
          run.finish(child);
          return kills;
        }
        kills++;
      }
    }
  }

  /** Until some moment: mostly soon after a checkpoint, now and then whenever. */
  private static void await(CrashRun run, Child child, Random random, int millis)
      throws IOException, InterruptedException {
    if (random.nextInt(5) == 0) {
      var _ = child.ended(random.nextInt(millis));
    } else if (run.awaitCheckpoints(child, 1)) {
      var _ = child.ended(random.nextInt(Math.max(1, millis / 8)));
    }
  }
}
