package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;
import static java.util.Arrays.asList;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.OperatorHarness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnnestOperatorTest {

  private static final String LONG_TEXT = "a text that is longer than a view can hold";
  private static final Field TAG = Field.of("tag", DataType.TEXT);
  private static final DataType POINT =
      new DataType.Struct(List.of(Field.of("x", DataType.BIGINT), TAG));

  private static Schema schema(DataType list) {
    return Schema.of(Field.of("id", DataType.BIGINT), Field.of("xs", list));
  }

  private static OperatorHarness harness(
      DataType list, List<Field> elements, boolean spread, boolean ordinality, boolean outer) {
    Schema schema = schema(list);
    Node.Unnest node =
        new Node.Unnest(
            Inputs.updating(schema), Inputs.column(schema, 1), elements, spread, ordinality, outer);
    return OperatorHarness.of(() -> new UnnestOperator(node), schema);
  }

  private static OperatorHarness texts(boolean ordinality, boolean outer) {
    return harness(new DataType.ListOf(TAG), List.of(TAG), false, ordinality, outer);
  }

  @Test
  void elements_becomeRowsOfTheSameWeight() {
    texts(false, false)
        .feed(
            insert(1, List.of("a", LONG_TEXT)),
            insert(2, List.of()),
            insert(3, null),
            retract(4, asList("b", null)))
        .expect(
            insert(1, List.of("a", LONG_TEXT), "a"),
            insert(1, List.of("a", LONG_TEXT), LONG_TEXT),
            retract(4, asList("b", null), "b"),
            retract(4, asList("b", null), null))
        .run();
  }

  @Test
  void ordinality_numbersFromOneInEachRow() {
    texts(true, false)
        .feed(insert(1, List.of("a", "b")), insert(2, List.of("c")))
        .expect(
            insert(1, List.of("a", "b"), "a", 1),
            insert(1, List.of("a", "b"), "b", 2),
            insert(2, List.of("c"), "c", 1))
        .run();
  }

  @Test
  void outer_keepsRowsWithoutElements() {
    texts(true, true)
        .feed(insert(1, null), retract(2, List.of()), insert(3, List.of("a")))
        .expect(
            insert(1, null, null, null),
            retract(2, List.of(), null, null),
            insert(3, List.of("a"), "a", 1))
        .feed(insert(4, null))
        .expect(insert(4, null, null, null))
        .run();
  }

  @Test
  void structs_areSpread() {
    List<@Nullable Object> points = new ArrayList<>();
    points.add(asList(1L, LONG_TEXT));
    points.add(null);
    points.add(asList(null, "b"));
    harness(
            new DataType.ListOf(Field.of("p", POINT)),
            List.of(Field.of("x", DataType.BIGINT), TAG),
            true,
            false,
            true)
        .feed(insert(1, points), insert(2, null))
        .expect(
            insert(1, points, 1, LONG_TEXT),
            insert(1, points, null, null),
            insert(1, points, null, "b"),
            insert(2, null, null, null))
        .run();
  }

  @Test
  void maps_giveKeyAndValue() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("one", 1L);
    map.put(LONG_TEXT, null);
    harness(
            new DataType.MapOf(DataType.TEXT, Field.of("v", DataType.BIGINT)),
            List.of(Field.of("key", DataType.TEXT), Field.of("value", DataType.BIGINT)),
            false,
            true,
            false)
        .feed(insert(7, map))
        .expect(insert(7, map, "one", 1, 1), insert(7, map, LONG_TEXT, null, 2))
        .run();
  }
}
