package dev.laminar.testing;

import dev.laminar.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What every {@link Storage} promises, as clauses that a test of one plays one after another.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("dev.laminar.testing.StorageContract#clauses")
 * void contract(StorageContract.Clause clause) throws Exception {
 *   clause.check(() -> provider.open(anEmptyPlace, options));
 * }
 * }</pre>
 *
 * <p>A clause that is broken throws an {@link AssertionError}. Each clause needs an empty place; it
 * may open that place more than once, as a second process would, and closes what it opens. A clause
 * may leave objects behind. The clauses use names, numbers and sizes as checkpoints have them, and
 * some that they do not: blanks, signs that URIs know, letters beyond 16 bits. Stateless.
 */
public final class StorageContract {

  private StorageContract() {}

  /** A place for objects, the same at each call. */
  @FunctionalInterface
  public interface Place {
    Storage open() throws IOException;
  }

  /** Plays one clause. */
  @FunctionalInterface
  interface Check {
    void play(Place place) throws Exception;
  }

  /** One promise. */
  public static final class Clause {
    private final String promise;
    private final Check check;

    Clause(String promise, Check check) {
      this.promise = promise;
      this.check = check;
    }

    /** Plays the clause at a place that is empty. */
    public void check(Place emptyPlace) throws Exception {
      check.play(emptyPlace);
    }

    /** The promise in words. */
    @Override
    public String toString() {
      return promise;
    }
  }

  /** All clauses, the simple ones first. */
  public static List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    clauses.addAll(ObjectClauses.clauses());
    clauses.addAll(ReadingClauses.clauses());
    clauses.addAll(ListingClauses.clauses());
    clauses.addAll(RaceClauses.clauses());
    return List.copyOf(clauses);
  }
}
