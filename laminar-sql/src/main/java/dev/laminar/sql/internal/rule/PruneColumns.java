package dev.laminar.sql.internal.rule;

import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Leaves out what nobody reads: columns, fields of structs down to the scans, aggregates, and event
 * time with its watermark where no window needs it.
 *
 * <p>First every node, readers before inputs, tells its inputs what it uses of them; then the nodes
 * are made anew, inputs first.
 */
final class PruneColumns {

  /** What is used of a node: how much of each column, and whether its event time. */
  static final class Need {
    final Usage[] columns;
    boolean time;

    Need(int size) {
      columns = Usage.none(size);
    }

    void use(int column) {
      columns[column].useAll();
    }

    void use(int[] used) {
      for (int column : used) {
        use(column);
      }
    }
  }

  private final IdentityHashMap<Node, Need> needs = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Pruned> done = new IdentityHashMap<>();

  private PruneColumns() {}

  static List<Node> apply(List<Node> roots) {
    PruneColumns rule = new PruneColumns();
    List<Node> order = Nodes.readersFirst(roots);
    for (Node node : order) {
      rule.needs.put(node, new Need(node.schema().size()));
    }
    for (Node node : order) {
      List<Need> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(rule.need(input)));
      new NeedOf(rule.need(node), inputs).tell(node);
    }
    List<Node> pruned = new ArrayList<>();
    roots.forEach(root -> pruned.add(rule.prune(root).node()));
    return pruned;
  }

  private Need need(Node node) {
    return java.util.Objects.requireNonNull(needs.get(node));
  }

  private Pruned prune(Node node) {
    Pruned known = done.get(node);
    if (known == null) {
      List<Pruned> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(prune(input)));
      known = new PruneNode(need(node), inputs).apply(node);
      done.put(node, known);
    }
    return known;
  }
}
