package dev.laminar.testing;

import dev.laminar.data.Batch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is inserted (+1) or retracted (−1), with values as {@link dev.laminar.data.Column#get}
 * gives them; Integers and Floats may stand for Longs and Doubles. Immutable.
 */
public record Change(int weight, List<@Nullable Object> row) {

  public Change {
    List<@Nullable Object> plain = new ArrayList<>(row.size());
    row.forEach(value -> plain.add(plain(value)));
    row = plain;
  }

  public static Change insert(@Nullable Object... row) {
    return new Change(1, Arrays.asList(row));
  }

  public static Change retract(@Nullable Object... row) {
    return new Change(-1, Arrays.asList(row));
  }

  /** The rows of a batch, which stays open. */
  public static List<Change> of(Batch batch) {
    List<Change> changes = new ArrayList<>(batch.rows());
    for (int i = 0; i < batch.rows(); i++) {
      changes.add(new Change(batch.weight(i), batch.row(i)));
    }
    return changes;
  }

  /**
   * One form for values that are equal to SQL, so that {@code equals} and {@code hashCode} hold.
   */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Integer i -> (Object) i.longValue();
      case Short s -> s.longValue();
      case Float f -> plain(f.doubleValue());
      case Double d -> d + 0.0;
      case BigDecimal d -> d.signum() == 0 ? BigDecimal.ZERO : d.stripTrailingZeros();
      case byte[] bytes -> "x'" + HexFormat.of().formatHex(bytes) + "'";
      case List<?> list -> plainList(list);
      case Map<?, ?> map -> plainMap(map);
      case null -> null;
      default -> value;
    };
  }

  private static List<@Nullable Object> plainList(List<?> list) {
    List<@Nullable Object> plain = new ArrayList<>(list.size());
    list.forEach(element -> plain.add(plain(element)));
    return plain;
  }

  private static Map<@Nullable Object, @Nullable Object> plainMap(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(plain(key), plain(value)));
    return plain;
  }

  @Override
  public String toString() {
    return (weight > 0 ? "+ " : "- ") + row;
  }
}
