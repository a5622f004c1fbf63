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
  private final int[] widths;
  private final BiPredicate<List<@Nullable Object>, List<@Nullable Object>> condition;
  private final List<Map<List<@Nullable Object>, Integer>> inputs =
      List.of(new HashMap<>(), new HashMap<>());
  private Map<List<@Nullable Object>, Integer> before = new HashMap<>();

  SlowJoin(
      JoinKind kind,
      int[][] keys,
      int[] widths,
      BiPredicate<List<@Nullable Object>, List<@Nullable Object>> condition) {
    this.kind = kind;
    this.keys = keys;
    this.widths = widths;
    this.condition = condition;
  }

  void feed(int side, List<Change> changes) {
    for (Change change : changes) {
      inputs.get(side).merge(change.row(), change.weight(), Integer::sum);
    }
    inputs.get(side).values().removeIf(weight -> weight == 0);
  }

  /** What has changed in the join since the last call, each row as often as its weight changed. */
  List<Change> changes() {
    Map<List<@Nullable Object>, Integer> now = join();
    Map<List<@Nullable Object>, Integer> difference = new HashMap<>(now);
    before.forEach((row, weight) -> difference.merge(row, -weight, Integer::sum));
    before = now;
    List<Change> changes = new ArrayList<>();
    difference.forEach(
        (row, weight) ->
            changes.addAll(
                Collections.nCopies(Math.abs(weight), new Change(Integer.signum(weight), row))));
    return changes;
  }

  private Map<List<@Nullable Object>, Integer> join() {
    Map<List<@Nullable Object>, Integer> sum = new HashMap<>();
    inputs.get(0).forEach((left, weight) -> joinLeft(left, weight, sum));
    if (kind.keepsRight()) {
      inputs
          .get(1)
          .forEach(
              (right, weight) -> {
                if (inputs.get(0).keySet().stream().noneMatch(left -> matches(left, right))) {
                  add(sum, nulls(widths[0]), right, weight);
                }
              });
    }
    return sum;
  }

  private void joinLeft(
      List<@Nullable Object> left, int weight, Map<List<@Nullable Object>, Integer> sum) {
    boolean matched = false;
    for (Map.Entry<List<@Nullable Object>, Integer> right : inputs.get(1).entrySet()) {
      if (matches(left, right.getKey())) {
        matched = true;
        add(sum, left, right.getKey(), weight * right.getValue());
      }
    }
    if (!matched && kind.keepsLeft()) {
      add(sum, left, nulls(widths[1]), weight);
    }
  }

  private boolean matches(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int i = 0; i < keys[0].length; i++) {
      Object key = left.get(keys[0][i]);
      if (key == null || !Objects.equals(key, right.get(keys[1][i]))) {
        return false;
      }
    }
    return condition.test(left, right);
  }

  private static List<@Nullable Object> nulls(int count) {
    return Collections.nCopies(count, null);
  }

  private static void add(
      Map<List<@Nullable Object>, Integer> sum,
      List<@Nullable Object> left,
      List<@Nullable Object> right,
      int weight) {
    List<@Nullable Object> row = new ArrayList<>(left);
    row.addAll(right);
    sum.merge(row, weight, Integer::sum);
  }
}
