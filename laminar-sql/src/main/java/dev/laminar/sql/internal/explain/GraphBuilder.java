package dev.laminar.sql.internal.explain;

import dev.laminar.data.Schema;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.sql.PlanGraph;
import dev.laminar.sql.PlanGraph.Edge;
import dev.laminar.sql.PlanGraph.Operator;
import dev.laminar.sql.PlanGraph.State;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Turns a plan into the graph that EXPLAIN shows. One use. */
public final class GraphBuilder {

  private static final String NO_TTL = "none";
  private static final String WINDOW_TTL = "when the watermark passes the window's end";

  private final int parallelism;
  private final IdentityHashMap<Node, Operator> known = new IdentityHashMap<>();
  private final List<Operator> operators = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private GraphBuilder(int parallelism) {
    this.parallelism = parallelism;
  }

  /** The graph of a plan that runs with so many subtasks. */
  public static PlanGraph build(Plan plan, int parallelism) {
    GraphBuilder builder = new GraphBuilder(parallelism);
    plan.sinks().forEach(builder::add);
    return new PlanGraph(builder.operators, builder.edges, builder.warnings);
  }

  private Operator add(Node node) {
    Operator done = known.get(node);
    if (done != null) {
      return done;
    }
    List<Operator> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(add(input)));
    Optional<State> state = state(node);
    Operator operator =
        new Operator(
            operators.size() + 1,
            NodeText.operator(node),
            NodeText.description(node),
            node.schema().fields().stream().map(Object::toString).toList(),
            parallelism(node, inputs),
            node.updating() ? "insert, retract" : "insert",
            state,
            watermark(node));
    known.put(node, operator);
    operators.add(operator);
    for (int i = 0; i < inputs.size(); i++) {
      edges.add(
          new Edge(inputs.get(i).id(), operator.id(), distribution(node, i, inputs, operator)));
    }
    state.filter(s -> !s.bounded()).ifPresent(s -> warn(operator, s));
    return operator;
  }

  private void warn(Operator operator, State state) {
    warnings.add(
        "state of operator "
            + operator.id()
            + " ("
            + operator.operator()
            + ") grows without bound: it keeps "
            + state.estimate()
            + "; group or join by windows to bound it");
  }

  private int parallelism(Node node, List<Operator> inputs) {
    return switch (node) {
      case Node.Values values -> 1;
      case Node.Aggregate a when a.keys().length == 0 -> 1;
      case Node.WindowAggregate a when a.keys().length == 0 -> 1;
      case Node.Join j when j.leftKeys().length == 0 -> 1;
      case Node.Sink sink -> Math.min(parallelism, sink.table().sink().maxParallelism());
      case Node.Calc calc -> inputs.getFirst().parallelism();
      case Node.Transform transform -> inputs.getFirst().parallelism();
      case Node.Watermark watermark -> inputs.getFirst().parallelism();
      case Node.Unnest unnest -> inputs.getFirst().parallelism();
      default -> parallelism;
    };
  }

  private static Optional<String> watermark(Node node) {
    return node.timeColumn().isPresent()
        ? Optional.of(node.schema().field(node.timeColumn().getAsInt()).name())
        : Optional.empty();
  }

  private static String distribution(
      Node node, int input, List<Operator> inputs, Operator operator) {
    Schema schema = node.inputs().get(input).schema();
    int[] keys =
        switch (node) {
          case Node.Aggregate a -> a.keys();
          case Node.WindowAggregate a -> a.keys();
          case Node.Join j -> input == 0 ? j.leftKeys() : j.rightKeys();
          case Node.WindowJoin j -> input == 0 ? j.leftKeys() : j.rightKeys();
          default -> new int[0];
        };
    if (keys.length > 0) {
      return "hash(" + String.join(", ", NodeText.names(schema, keys)) + ")";
    }
    int from = inputs.get(input).parallelism();
    if (from == operator.parallelism()) {
      return "forward";
    }
    return operator.parallelism() == 1 ? "single" : "rebalance";
  }

  private static Optional<State> state(Node node) {
    return switch (node) {
      case Node.WindowAggregate a ->
          Optional.of(
              new State(
                  key(a.input().schema(), a.keys(), "window"),
                  WINDOW_TTL,
                  "a row per key and open window",
                  true));
      case Node.Aggregate a when a.keys().length == 0 ->
          Optional.of(new State("(all)", NO_TTL, "one row", true));
      case Node.Aggregate a ->
          Optional.of(
              new State(
                  key(a.input().schema(), a.keys(), ""), NO_TTL, "a row per key ever seen", false));
      case Node.Join j ->
          Optional.of(
              new State(
                  key(j.left().schema(), j.leftKeys(), ""),
                  NO_TTL,
                  "all rows of both sides",
                  false));
      case Node.WindowJoin j ->
          Optional.of(
              new State(
                  key(j.left().schema(), j.leftKeys(), ""),
                  WINDOW_TTL,
                  "the rows of open windows",
                  true));
      default -> Optional.empty();
    };
  }

  private static String key(Schema schema, int[] keys, String more) {
    List<String> names = new ArrayList<>(NodeText.names(schema, keys));
    if (!more.isEmpty()) {
      names.add(more);
    }
    return names.isEmpty() ? "(all)" : String.join(", ", names);
  }
}
