package dev.laminar.sql.internal.statement;

import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the tables for dead letters that a plan's nodes name. */
final class Policies {

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> tables = new LinkedHashSet<>();

  private Policies() {}

  static Set<String> deadLetterTables(List<Node.Sink> sinks) {
    Policies policies = new Policies();
    sinks.forEach(policies::visit);
    return policies.tables;
  }

  private void visit(Node node) {
    if (!seen.add(node)) {
      return;
    }
    switch (node) {
      case Node.Scan scan -> add(scan.table().badData());
      case Node.Calc calc -> add(calc.badData());
      case Node.Watermark watermark -> add(watermark.badData());
      case Node.Sink sink -> add(sink.table().badData());
      default -> {
        // the other nodes do not fail on single rows
      }
    }
    node.inputs().forEach(this::visit);
  }

  private void add(BadData policy) {
    if (policy instanceof BadData.DeadLetter letter) {
      tables.add(letter.table());
    }
  }
}
