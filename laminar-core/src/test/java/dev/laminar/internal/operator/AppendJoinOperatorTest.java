package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;

import dev.laminar.ErrorCode;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.OperatorHarness;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppendJoinOperatorTest {

  private static final Schema PEOPLE =
      Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.TEXT));
  private static final Schema AUCTIONS =
      Schema.of(Field.of("item", DataType.TEXT), Field.of("seller", DataType.BIGINT));

  private static final String LONG_NAME = "a name that is longer than a view can hold";

  private static OperatorHarness harness(Schema left, int[] leftKeys, Schema right, int[] keys) {
    Node.Join node =
        new Node.Join(
            Inputs.appendOnly(left),
            Inputs.appendOnly(right),
            JoinKind.INNER,
            leftKeys,
            keys,
            Optional.empty());
    return OperatorHarness.of(() -> Joins.of(node), left, right).keys(0, leftKeys).keys(1, keys);
  }

  private static OperatorHarness peopleAndAuctions() {
    return harness(PEOPLE, new int[] {0}, AUCTIONS, new int[] {1});
  }

  @Test
  void row_meetsThoseThatCameBefore_onBothSides() {
    peopleAndAuctions()
        .feed(0, insert(1, "ann"), insert(2, LONG_NAME))
        .expectNothing()
        .feed(1, insert("cup", 2), insert("mug", 1), insert("pen", 3))
        .expect(insert(2, LONG_NAME, "cup", 2), insert(1, "ann", "mug", 1))
        .feed(0, insert(3, null))
        .expect(insert(3, null, "pen", 3))
        .end()
        .expectNothing()
        .run();
  }

  @Test
  void equalRows_joinAsOftenAsTheyCome() {
    peopleAndAuctions()
        .feed(0, insert(1, "ann"), insert(1, "ann"), insert(1, "bob"))
        .feed(1, insert("cup", 1), insert("cup", 1))
        .expect(
            insert(1, "ann", "cup", 1),
            insert(1, "ann", "cup", 1),
            insert(1, "ann", "cup", 1),
            insert(1, "ann", "cup", 1),
            insert(1, "bob", "cup", 1),
            insert(1, "bob", "cup", 1))
        .run();
  }

  @Test
  void nullKeys_matchNothing() {
    peopleAndAuctions()
        .feed(0, insert(null, "ann"), insert(1, "bob"))
        .feed(1, insert("cup", null), insert("mug", 1))
        .expect(insert(1, "bob", "mug", 1))
        .run();
  }

  @Test
  void keysOfSeveralTypes_areComparedWhole() {
    Schema left =
        Schema.of(
            Field.of("a", DataType.TEXT),
            Field.of("b", DataType.DOUBLE),
            Field.of("n", DataType.DATE));
    Schema right =
        Schema.of(
            Field.of("b", DataType.DOUBLE),
            Field.of("a", DataType.TEXT),
            Field.of("n", DataType.DATE));
    harness(left, new int[] {0, 1}, right, new int[] {1, 0})
        .feed(0, insert(LONG_NAME, 0.0, 1), insert(LONG_NAME, 2.0, 2), insert("x", -0.0, 3))
        .feed(1, insert(-0.0, LONG_NAME, 4), insert(0.0, "x", 5), insert(2.0, LONG_NAME + "!", 6))
        .expect(insert(LONG_NAME, 0.0, 1, -0.0, LONG_NAME, 4), insert("x", -0.0, 3, 0.0, "x", 5))
        .run();
  }

  @Test
  void keysOfLikeTypes_areCompared_othersAreRefused() {
    Schema few = Schema.of(Field.of("d", new DataType.Decimal(5, 2)));
    Schema many = Schema.of(Field.of("d", new DataType.Decimal(20, 2)));
    BigDecimal price = new BigDecimal("1.50");
    harness(few, new int[] {0}, many, new int[] {0})
        .feed(0, insert(price))
        .feed(1, insert(price), insert(new BigDecimal("1.51")))
        .expect(insert(price, price))
        .run();
    Schema other = Schema.of(Field.of("d", new DataType.Decimal(20, 3)));
    harness(few, new int[] {0}, other, new int[] {0})
        .runFails(ErrorCode.BUG, "found [DECIMAL(5, 2)] and [DECIMAL(20, 3)]");
  }

  @Test
  void withoutKeys_everyRowMeetsEveryRow() {
    harness(PEOPLE, new int[0], AUCTIONS, new int[0])
        .feed(0, insert(1, "ann"), insert(null, null))
        .feed(1, insert("cup", 2), insert("mug", 3))
        .feed(0, insert(4, "eve"))
        .expect(
            insert(1, "ann", "cup", 2),
            insert(1, "ann", "mug", 3),
            insert(null, null, "cup", 2),
            insert(null, null, "mug", 3),
            insert(4, "eve", "cup", 2),
            insert(4, "eve", "mug", 3))
        .run();
  }

  @Test
  void valuesOfAllTypes_comeThroughTheState() {
    DataType point =
        new DataType.Struct(
            List.of(Field.of("x", DataType.DOUBLE), Field.of("tags", DataType.TEXT)));
    DataType list = new DataType.ListOf(Field.of("e", point));
    DataType map = new DataType.MapOf(DataType.TEXT, Field.of("v", DataType.INTEGER));
    Schema left =
        Schema.of(
            Field.of("k", DataType.INTEGER),
            Field.of("yes", DataType.BOOLEAN),
            Field.of("tiny", DataType.TINYINT),
            Field.of("small", DataType.SMALLINT),
            Field.of("real", DataType.FLOAT),
            Field.of("price", new DataType.Decimal(20, 2)),
            Field.of("p", point),
            Field.of("ps", list),
            Field.of("m", map));
    Schema right = Schema.of(Field.of("k", DataType.INTEGER));
    Object[] full = {
      1,
      true,
      -7,
      300,
      1.5,
      new BigDecimal("-123456789012345.67"),
      List.of(2.5, LONG_NAME),
      List.of(List.of(1.0, "a"), Arrays.asList(null, LONG_NAME)),
      Map.of("one", 1)
    };
    Object[] empty = {2, null, null, null, null, null, null, null, null};
    Object[] hollow = {
      3, false, 0, 0, 0.0, BigDecimal.ZERO, Arrays.asList(null, null), List.of(), Map.of()
    };
    harness(left, new int[] {0}, right, new int[] {0})
        .feed(0, insert(full), insert(empty), insert(hollow))
        .feed(1, insert(3), insert(2), insert(1))
        .expect(insert(with(full, 1)), insert(with(empty, 2)), insert(with(hollow, 3)))
        .run();
  }

  private static Object[] with(Object[] row, Object last) {
    Object[] longer = Arrays.copyOf(row, row.length + 1);
    longer[row.length] = last;
    return longer;
  }

  @Test
  void endOfOneInput_freesTheOthersState() {
    peopleAndAuctions()
        .feed(0, insert(1, "ann"))
        .endOfInput(0)
        .feed(1, insert("cup", 1))
        .expect(insert(1, "ann", "cup", 1))
        .endOfInput(1)
        .expectNothing()
        .run();
  }
}
