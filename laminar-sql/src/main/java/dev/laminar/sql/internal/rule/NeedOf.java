package dev.laminar.sql.internal.rule;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.rule.PruneColumns.Need;
import java.util.List;
import java.util.Optional;

/** Tells a step's inputs what the step uses of them, given what is used of itself. */
record NeedOf(Need own, List<Need> inputs) {

  void tell(Node node) {
    switch (node) {
      case Node.Scan scan -> {}
      case Node.Values values -> {}
      case Node.Sink sink -> all();
      case Node.Transform transform -> {
        all();
        input().time = true;
      }
      case Node.Calc calc -> calc(calc);
      case Node.Watermark watermark -> watermark(watermark);
      case Node.WindowAggregate aggregate -> windowAggregate(aggregate);
      case Node.Aggregate aggregate -> {
        input().use(aggregate.keys());
        calls(Kept.aggregates(own, aggregate));
      }
      case Node.Join join -> sides(join.leftKeys(), join.rightKeys(), join.condition());
      case Node.WindowJoin join -> windowJoin(join);
      case Node.Union union -> union(union);
      case Node.Unnest unnest -> unnest(unnest);
    }
  }

  private Need input() {
    return inputs.getFirst();
  }

  private void all() {
    for (Usage column : input().columns) {
      column.useAll();
    }
  }

  private void calc(Node.Calc calc) {
    calc.filter().ifPresent(filter -> Usage.collect(filter, input().columns));
    for (int i : Kept.projections(own, calc)) {
      boolean isTime = own.time && calc.timeColumn().orElse(-1) == i;
      Expr projection = calc.projections().get(i);
      if (isTime) {
        Usage.collect(projection, input().columns);
      } else {
        Usage.collect(projection, own.columns[i], input().columns);
      }
    }
    input().time |= own.time && calc.timeColumn().isPresent();
  }

  private void watermark(Node.Watermark watermark) {
    same(input());
    if (own.time) {
      input().use(watermark.time());
      Usage.collect(watermark.watermark(), input().columns);
    }
  }

  /** Uses of the input's first columns what is used of the step's. */
  private void same(Need input) {
    for (int i = 0; i < input.columns.length; i++) {
      input.columns[i].use(own.columns[i]);
    }
  }

  private void windowAggregate(Node.WindowAggregate aggregate) {
    input().use(aggregate.keys());
    input().time = true;
    if (aggregate.window() instanceof WindowSpec.Given given) {
      input().use(given.start());
      input().use(given.end());
    }
    calls(Kept.aggregates(own, aggregate));
    input().use(aggregate.input().timeColumn().orElseThrow());
  }

  private void calls(List<AggregateCall> calls) {
    for (AggregateCall call : calls) {
      call.args().forEach(input()::use);
      call.filter().ifPresent(input()::use);
      call.orderBy().forEach(key -> input().use(key.column()));
    }
  }

  private void windowJoin(Node.WindowJoin join) {
    sides(join.leftKeys(), join.rightKeys(), join.condition());
    inputs.get(0).use(join.leftWindow());
    inputs.get(1).use(join.rightWindow());
    for (int side = 0; side < 2; side++) {
      Need need = inputs.get(side);
      need.time = true;
      join.inputs().get(side).timeColumn().ifPresent(need::use);
    }
  }

  private void sides(int[] leftKeys, int[] rightKeys, Optional<Expr> condition) {
    Need left = inputs.get(0);
    Need right = inputs.get(1);
    int width = left.columns.length;
    left.use(leftKeys);
    right.use(rightKeys);
    Usage[] both = new Usage[width + right.columns.length];
    System.arraycopy(left.columns, 0, both, 0, width);
    System.arraycopy(right.columns, 0, both, width, right.columns.length);
    for (int i = 0; i < both.length; i++) {
      both[i].use(own.columns[i]);
    }
    condition.ifPresent(expr -> Usage.collect(expr, both));
  }

  private void union(Node.Union union) {
    boolean[] kept = Kept.columns(own, union.timeColumn());
    for (Need input : inputs) {
      for (int i = 0; i < kept.length; i++) {
        if (kept[i]) {
          input.use(i);
        }
      }
      input.time |= own.time && union.timeColumn().isPresent();
    }
  }

  private void unnest(Node.Unnest unnest) {
    same(input());
    Usage.collect(unnest.list(), input().columns);
    if (own.time && unnest.timeColumn().isPresent()) {
      input().time = true;
      input().use(unnest.timeColumn().getAsInt());
    }
  }
}
