package dev.laminar.internal.operator;

import dev.laminar.data.DataType;
import dev.laminar.internal.aggregate.DistinctSets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the tables that a {@link PaneStore} writes: table 0 has the groups, the others the
 * values of DISTINCT aggregates. Immutable.
 */
final class PaneTypes {
  private final List<List<DataType>> rows = new ArrayList<>();
  private final List<List<DataType>> removals = new ArrayList<>();

  PaneTypes(Grouping grouping, @Nullable PublishedResults results) {
    List<DataType> keys = PaneStore.borders();
    grouping.keyFields.forEach(field -> keys.add(field.type()));
    List<DataType> group = new ArrayList<>(keys);
    group.addAll(grouping.aggregates.stateTypes());
    if (results != null) {
      group.addAll(results.stateTypes());
    }
    rows.add(group);
    removals.add(
        results != null ? keys : List.of(DataType.BIGINT, DataType.BIGINT, DataType.INTEGER));
    if (grouping.distinct != null) {
      try (DistinctSets sets = new DistinctSets(grouping.distinct)) {
        for (int i = 0; i < grouping.distinct.tableCount(); i++) {
          rows.add(joined(keys, sets.stateTypes(i)));
          removals.add(joined(keys, sets.valueTypes(i)));
        }
      }
    }
  }

  private static List<DataType> joined(List<DataType> first, List<DataType> second) {
    List<DataType> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  List<DataType> rows(int table) {
    return rows.get(table);
  }

  List<DataType> removals(int table) {
    return removals.get(table);
  }
}
