package dev.laminar.testing;

import dev.laminar.spi.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which operations of {@link FaultyStorage} go wrong, and how: by shares that are drawn
 * from a random generator, by an outage, by a crash from some operation on.
 *
 * <p>Each operation draws the same number of random values whatever is set, so that the same seed
 * and the same order of operations give the same faults. Several storages may share one: then they
 * are one process's. Nothing goes wrong before something is set; settings may change at any time.
 * Any thread; the order in which threads come decides what each of them meets.
 */
public final class StorageFaults {

  /** What a storage is asked to do. */
  public enum Operation {
    CREATE,
    WRITE,
    COMPLETE,
    CREATE_IF_ABSENT,
    PUT,
    GET,
    OPEN,
    READ,
    LIST,
    DELETE
  }

  /** A fault that was asked for; the message names operation and object. */
  public static sealed class InjectedException extends IOException {
    private static final long serialVersionUID = 1L;

    InjectedException(String message) {
      super(message);
    }
  }

  /** The process is dead: what it asks for does not happen any more. */
  public static final class CrashedException extends InjectedException {
    private static final long serialVersionUID = 1L;

    CrashedException(String message) {
      super(message);
    }
  }

  /** How an operation goes. */
  enum Fate {
    FINE,
    /** Fails without an effect. */
    BEFORE,
    /** Has its effect, then fails. */
    AFTER,
    /** Has half of its effect, then fails. */
    TORN
  }

  /** One operation and what becomes of it. */
  record Turn(Fate fate, Operation operation, String name, long number, boolean crash) {

    InjectedException failure() {
      String what = "%s of '%s', operation %d".formatted(operation, name, number);
      return crash
          ? new CrashedException("injected crash: " + what)
          : new InjectedException("injected fault (" + fate + "): " + what);
    }
  }

  private final RandomGenerator random;
  private double before;
  private double after;
  private double torn;
  private double delayed;
  private Duration longest = Duration.ZERO;
  private Consumer<Duration> pause = _ -> {};
  private BiPredicate<Operation, String> where = (_, _) -> true;
  private long operations;
  private long injected;
  private long outageFrom;
  private long outageTo;
  private long crashAt = Long.MAX_VALUE;
  private boolean crashed;

  private StorageFaults(RandomGenerator random) {
    this.random = random;
  }

  public static StorageFaults of(RandomGenerator random) {
    return new StorageFaults(random);
  }

  /** The share of operations that fail without an effect. */
  public synchronized StorageFaults failBefore(double share) {
    before = share;
    return this;
  }

  /** The share of operations that have their effect and fail nevertheless: a lost answer. */
  public synchronized StorageFaults failAfter(double share) {
    after = share;
    return this;
  }

  /** The share of writes of which a part is taken, and of deletes that do the half, then fail. */
  public synchronized StorageFaults tear(double share) {
    torn = share;
    return this;
  }

  /** The share of operations before which {@code pause} is told to let time pass, up to so much. */
  public synchronized StorageFaults delay(
      double share, Duration longest, Consumer<Duration> pause) {
    this.delayed = share;
    this.longest = longest;
    this.pause = pause;
    return this;
  }

  /** Shares hold for these operations and names only; outages and crashes for all. */
  public synchronized StorageFaults where(BiPredicate<Operation, String> where) {
    this.where = where;
    return this;
  }

  /** The next {@code operations} fail without an effect. */
  public synchronized StorageFaults outage(long operations) {
    return outage(this.operations, operations);
  }

  /** Of all operations, counted from 0, so many from {@code first} on fail without an effect. */
  public synchronized StorageFaults outage(long first, long operations) {
    outageFrom = first;
    outageTo = first + operations;
    return this;
  }

  /**
   * Of all operations, counted from 0, this one and all that follow throw {@link CrashedException}.
   * Whether it still has its effect, none or half of it is drawn; those that follow have none.
   */
  public synchronized StorageFaults crashAt(long operation) {
    crashAt = operation;
    return this;
  }

  /** From now on every operation throws {@link CrashedException} and has no effect. */
  public synchronized StorageFaults crash() {
    crashed = true;
    return this;
  }

  /** No more shares and outages; a crash stays. */
  public synchronized StorageFaults calm() {
    before = 0;
    after = 0;
    torn = 0;
    delayed = 0;
    outageTo = 0;
    return this;
  }

  public synchronized boolean crashed() {
    return crashed;
  }

  /** How many operations there have been before the crash. */
  public synchronized long operations() {
    return operations;
  }

  /** How many operations have gone wrong. */
  public synchronized long injected() {
    return injected;
  }

  /** Flips one bit of an object, as an old disk does. */
  public static void damage(Storage storage, String name, RandomGenerator random)
      throws IOException {
    byte[] content = storage.get(name);
    if (content.length == 0) {
      throw new IllegalArgumentException("'" + name + "' is empty: no bit to flip");
    }
    content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
    storage.put(name, content);
  }

  /** Says how an operation goes; those that go wrong at once do so here. */
  Turn next(Operation operation, String name) throws IOException {
    Duration wait;
    Consumer<Duration> pauser;
    Turn turn;
    synchronized (this) {
      if (crashed) {
        throw new CrashedException("after the injected crash: " + operation + " of '" + name + "'");
      }
      double wish = random.nextDouble();
      double slow = random.nextDouble();
      double length = random.nextDouble();
      Fate crashing = Fate.values()[1 + random.nextInt(3)];
      turn = decide(operation, name, wish, crashing);
      wait = Duration.ofNanos(slow < delayed ? (long) (longest.toNanos() * length) : 0);
      pauser = pause;
    }
    if (!wait.isZero()) {
      pauser.accept(wait);
    }
    if (turn.fate == Fate.BEFORE) {
      throw turn.failure();
    }
    return turn;
  }

  private Turn decide(Operation operation, String name, double wish, Fate crashing) {
    long number = operations++;
    crashed = number >= crashAt;
    boolean out = number >= outageFrom && number < outageTo;
    @Nullable Fate fate = crashed ? crashing : out ? Fate.BEFORE : null;
    if (fate == null) {
      fate = where.test(operation, name) ? drawn(wish) : Fate.FINE;
    }
    boolean divisible = operation == Operation.WRITE || operation == Operation.DELETE;
    if (fate == Fate.TORN && !divisible) {
      fate = crashed ? Fate.AFTER : Fate.FINE;
    }
    injected += fate == Fate.FINE ? 0 : 1;
    return new Turn(fate, operation, name, number, crashed);
  }

  private Fate drawn(double wish) {
    if (wish < before) {
      return Fate.BEFORE;
    }
    if (wish < before + after) {
      return Fate.AFTER;
    }
    return wish < before + after + torn ? Fate.TORN : Fate.FINE;
  }
}
