package dev.laminar.sql.internal.bind;

import dev.laminar.internal.plan.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The last step of a query: exactly its columns, under names that differ. */
public final class Sinks {

  private Sinks() {}

  /** The relation's outputs, and nothing else, as the columns of a node. */
  public static Node exactly(Relation relation) {
    return columns(relation, false);
  }

  /** The outputs first, and behind them event time if the relation has it and does not show it. */
  public static Node withTime(Relation relation) {
    return columns(relation, true);
  }

  private static Node columns(Relation relation, boolean time) {
    Projection projection = new Projection();
    Set<String> taken = new HashSet<>();
    for (Relation.Output output : relation.outputs()) {
      projection.append(output.expr(), unique(output.name(), taken));
    }
    OptionalInt column = time ? projection.keepTime(relation.node()) : OptionalInt.empty();
    return projection.over(relation.node(), column, relation.badData());
  }

  private static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = name + "_" + i;
    }
    return candidate;
  }

  /** All rows of several inserts into one table. */
  public static Relation union(List<Relation> inserts) {
    return UnionBinder.of(inserts);
  }

  /** A relation of no rows. */
  public static Relation empty(dev.laminar.data.Schema schema) {
    return Relations.of(new Node.Values(schema, List.of()), dev.laminar.internal.plan.BadData.FAIL);
  }
}
