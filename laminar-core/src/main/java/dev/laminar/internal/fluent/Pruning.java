package dev.laminar.internal.fluent;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of a row's values, and of its structs' fields, a plan asked for. Immutable. */
record Pruning(int[] columns, List<Function<Object, Object>> cuts) {

  /** Every name in {@code wanted} is a column of {@code full}, with the same or a pruned type. */
  static Pruning of(Schema full, Schema wanted) {
    int[] columns = new int[wanted.size()];
    List<Function<Object, Object>> cuts = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      Field field = wanted.field(i);
      columns[i] =
          full.indexOf(field.name())
              .orElseThrow(() -> new IllegalStateException("no column " + field.name()));
      cuts.add(cut(full.field(columns[i]).type(), field.type()));
    }
    return new Pruning(columns, cuts);
  }

  /** The value of wanted column {@code index} from the full row's value. */
  @Nullable Object apply(int index, @Nullable Object value) {
    return value == null ? null : cuts.get(index).apply(value);
  }

  private static Function<Object, Object> cut(DataType full, DataType wanted) {
    if (full.equals(wanted)) {
      return value -> value;
    }
    if (full instanceof DataType.Struct from && wanted instanceof DataType.Struct to) {
      Pruning fields = of(new Schema(from.fields()), new Schema(to.fields()));
      return value -> fields.row((List<?>) value);
    }
    if (full instanceof DataType.ListOf from && wanted instanceof DataType.ListOf to) {
      Function<Object, Object> element = cut(from.element().type(), to.element().type());
      return value -> each((List<?>) value, element);
    }
    throw new IllegalStateException("cannot prune " + full + " to " + wanted);
  }

  private List<@Nullable Object> row(List<?> values) {
    List<@Nullable Object> kept = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      kept.add(apply(i, values.get(columns[i])));
    }
    return kept;
  }

  private static List<@Nullable Object> each(List<?> values, Function<Object, Object> cut) {
    List<@Nullable Object> mapped = new ArrayList<>(values.size());
    for (Object value : values) {
      mapped.add(value == null ? null : cut.apply(value));
    }
    return mapped;
  }
}
