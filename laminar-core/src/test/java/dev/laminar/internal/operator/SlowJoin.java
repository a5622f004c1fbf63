package dev.laminar.internal.operator;

import dev.laminar.internal.plan.JoinKind;
import dev.laminar.testing.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A join by nested loops over the sums of its inputs: slow, and plainly right. */
final class SlowJoin {

  private final JoinKind kind;
  private final int[][] keys;
  private final Change[] nulls;
  private final BiPredicate<Change, Change> condition;
  private final List<Map<Change, Integer>> inputs = List.of(new HashMap<>(), new HashMap<>());
  private Map<Change, Integer> before = new HashMap<>();

  SlowJoin(JoinKind kind, int[][] keys, int[] widths, BiPredicate<Change, Change> condition) {
    this.kind = kind;
    this.keys = keys;
    this.nulls = new Change[] {nulls(widths[0]), nulls(widths[1])};
    this.condition = condition;
  }

  private static Change nulls(int count) {
    return Change.insert(new @Nullable Object[count]);
  }

  void feed(int side, List<Change> changes) {
    for (Change change : changes) {
      inputs.get(side).merge(insert(change), change.weight(), Integer::sum);
    }
    inputs.get(side).values().removeIf(weight -> weight == 0);
  }

  private static Change insert(Change change) {
    return Change.insert(change.row().toArray());
  }

  /** What has changed in the join since the last call, each row as often as its weight changed. */
  List<Change> changes() {
    Map<Change, Integer> now = join();
    Map<Change, Integer> difference = new HashMap<>(now);
    before.forEach((row, weight) -> difference.merge(row, -weight, Integer::sum));
    before = now;
    List<Change> changes = new ArrayList<>();
    difference.forEach(
        (row, weight) -> {
          Change change = weight > 0 ? row : Change.retract(row.row().toArray());
          changes.addAll(Collections.nCopies(Math.abs(weight), change));
        });
    return changes;
  }

  /** The join over all that has been fed. */
  Map<Change, Integer> join() {
    Map<Change, Integer> sum = new HashMap<>();
    inputs.get(0).forEach((left, weight) -> joinLeft(left, weight, sum));
    if (kind.keepsRight()) {
      inputs
          .get(1)
          .forEach(
              (right, weight) -> {
                if (inputs.get(0).keySet().stream().noneMatch(left -> matches(left, right))) {
                  add(sum, nulls[0], right, weight);
                }
              });
    }
    return sum;
  }

  private void joinLeft(Change left, int weight, Map<Change, Integer> sum) {
    boolean matched = false;
    for (Map.Entry<Change, Integer> right : inputs.get(1).entrySet()) {
      if (matches(left, right.getKey())) {
        matched = true;
        add(sum, left, right.getKey(), weight * right.getValue());
      }
    }
    if (!matched && kind.keepsLeft()) {
      add(sum, left, nulls[1], weight);
    }
  }

  private boolean matches(Change left, Change right) {
    for (int i = 0; i < keys[0].length; i++) {
      Object key = left.row().get(keys[0][i]);
      if (key == null || !Objects.equals(key, right.row().get(keys[1][i]))) {
        return false;
      }
    }
    return condition.test(left, right);
  }

  private static void add(Map<Change, Integer> sum, Change left, Change right, int weight) {
    List<@Nullable Object> row = new ArrayList<>(left.row());
    row.addAll(right.row());
    sum.merge(Change.insert(row.toArray()), weight, Integer::sum);
  }
}
