package dev.laminar.internal.operator;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.Change;
import dev.laminar.testing.OperatorHarness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random joins over random changes agree with {@link SlowJoin}, change by change. More of them:
 * {@code -Dlaminar.seeds=1000}.
 */
class JoinPropertyTest {

  private static final Schema LEFT =
      Schema.of(
          Field.of("a", DataType.BIGINT),
          Field.of("b", DataType.TEXT),
          Field.of("n", DataType.BIGINT));
  private static final Schema RIGHT =
      Schema.of(
          Field.of("n", DataType.BIGINT),
          Field.of("a", DataType.BIGINT),
          Field.of("b", DataType.TEXT));
  private static final List<JoinKind> KINDS = List.of(JoinKind.values());
  private static final int[][][] KEYS = {
    {{0}, {1}}, {{0, 1}, {1, 2}}, {{1}, {2}}, {{0}, {1}}, {{}, {}},
  };
  private static final String[] TEXTS = {"x", "y", "a text that no view holds", "another of those"};

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("laminar.seeds", 25));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyJoin_agreesWithTheSlowOne(long seed) {
    new Case(new Random(seed)).run(Long.MAX_VALUE);
  }

  /** From no memory for rows at all to room for some. */
  @ParameterizedTest
  @MethodSource("seeds")
  void stateThatIsSpilled_changesNothing(long seed) {
    new Case(new Random(seed)).run(1 + seed % 4 * 2000);
  }

  private static final class Case {
    private final Random random;
    private final boolean[] updating;
    private final int keyCount;
    private final int textCount;
    private final boolean nulls;
    private final SlowJoin slow;
    private final OperatorHarness harness;
    private final List<List<Change>> present = List.of(new ArrayList<>(), new ArrayList<>());

    Case(Random random) {
      this.random = random;
      this.updating = new boolean[] {random.nextBoolean(), random.nextBoolean()};
      this.keyCount = 1 + random.nextInt(4); // few make many equal rows
      this.nulls = random.nextBoolean();
      this.textCount = 1 + random.nextInt(TEXTS.length);
      JoinKind kind = KINDS.get(random.nextInt(4));
      int[][] keys = KEYS[random.nextInt(KEYS.length)];
      boolean conditional = random.nextInt(3) == 0;
      Node.Join node =
          new Node.Join(
              updating[0] ? Inputs.updating(LEFT) : Inputs.appendOnly(LEFT),
              updating[1] ? Inputs.updating(RIGHT) : Inputs.appendOnly(RIGHT),
              kind,
              keys[0],
              keys[1],
              conditional ? Optional.of(less()) : Optional.empty());
      BiPredicate<Change, Change> condition = conditional ? Case::isLess : (left, right) -> true;
      this.slow = new SlowJoin(kind, keys, new int[] {3, 3}, condition);
      this.harness =
          OperatorHarness.of(() -> Joins.of(node), LEFT, RIGHT).keys(0, keys[0]).keys(1, keys[1]);
    }

    private static Expr less() {
      return new Expr.Call(
          "<",
          List.of(Inputs.column(LEFT, 2), new Expr.ColumnRef(3, DataType.BIGINT, true)),
          DataType.BOOLEAN,
          true);
    }

    private static boolean isLess(Change left, Change right) {
      return left.row().get(2) instanceof Long a && right.row().get(0) instanceof Long b && a < b;
    }

    void run(long stateBudget) {
      int ticks = 2 + random.nextInt(3);
      for (int tick = 0; tick < ticks; tick++) {
        int feeds = random.nextInt(4);
        for (int i = 0; i < feeds; i++) {
          feed(random.nextInt(2));
        }
        harness.tick().expect(slow.changes());
      }
      harness.stateBudget(stateBudget).end().expectNothing().run();
    }

    private void feed(int side) {
      List<Change> changes = new ArrayList<>();
      int count = random.nextInt(5);
      for (int i = 0; i < count; i++) {
        changes.add(change(side));
      }
      if (random.nextBoolean()) { // a retract may come before its insert, within a tick
        Collections.shuffle(changes, random);
      }
      slow.feed(side, changes);
      harness.feed(side, changes);
    }

    private Change change(int side) {
      List<Change> rows = present.get(side);
      if (updating[side] && !rows.isEmpty() && random.nextInt(5) < 2) {
        return Change.retract(rows.remove(random.nextInt(rows.size())).row().toArray());
      }
      boolean again = !rows.isEmpty() && random.nextInt(4) == 0;
      Change row = again ? rows.get(random.nextInt(rows.size())) : row(side);
      rows.add(row);
      return row;
    }

    private boolean isNull() {
      return nulls && random.nextInt(6) == 0;
    }

    private Change row(int side) {
      Object key = isNull() ? null : (Object) (long) random.nextInt(keyCount);
      Object text = isNull() ? null : TEXTS[random.nextInt(textCount)];
      Object number = isNull() ? null : (Object) (long) random.nextInt(textCount);
      return side == 0 ? Change.insert(key, text, number) : Change.insert(number, key, text);
    }
  }
}
