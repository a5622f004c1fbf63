package dev.laminar.sql.internal.rule;

import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.rule.PruneColumns.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What of a step's output is kept: what is used, and never nothing at all. */
final class Kept {

  private Kept() {}

  /** Marks the columns that are used; the first if none is. */
  static boolean[] columns(Need need, OptionalInt time) {
    boolean[] kept = new boolean[need.columns.length];
    boolean any = false;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !need.columns[i].isEmpty() || need.time && time.orElse(-1) == i;
      any |= kept[i];
    }
    if (!any) {
      kept[0] = true;
    }
    return kept;
  }

  /** The positions of the projections that are used; none if none is. */
  static List<Integer> projections(Need need, Node.Calc calc) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < calc.projections().size(); i++) {
      boolean isTime = need.time && calc.timeColumn().orElse(-1) == i;
      if (isTime || !need.columns[i].isEmpty()) {
        kept.add(i);
      }
    }
    return kept;
  }

  static List<AggregateCall> aggregates(Need need, Node.WindowAggregate node) {
    return used(need, node.aggregates(), node.keys().length + 2);
  }

  /** Without keys there is a row as long as there is an aggregate. */
  static List<AggregateCall> aggregates(Need need, Node.Aggregate node) {
    List<AggregateCall> used = used(need, node.aggregates(), node.keys().length);
    return used.isEmpty() && node.keys().length == 0 ? node.aggregates().subList(0, 1) : used;
  }

  private static List<AggregateCall> used(Need need, List<AggregateCall> calls, int first) {
    List<AggregateCall> used = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (!need.columns[first + i].isEmpty()) {
        used.add(calls.get(i));
      }
    }
    return used;
  }
}
