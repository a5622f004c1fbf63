package dev.laminar.internal.exec.graph;

import dev.laminar.data.Schema;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Digests;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cuts a plan into stages.
 *
 * <p>A node joins its input's stage unless rows have to move: to the owner of their key, to one
 * subtask, or because the input has other readers or another parallelism. Where one subtask feeds
 * one subtask nothing has to move. A union has no operator: its readers read all its inputs.
 *
 * <p><b>State:</b> the graph so far; used once. <b>Threads:</b> one.
 */
public final class StageCutter {

  private final Plan plan;
  private final int parallelism;
  private final Digests digests;
  private final Function<Node, OperatorFactory> operators;
  private final IdentityHashMap<Node, Integer> readers = new IdentityHashMap<>();
  private final IdentityHashMap<Node, List<Open>> cut = new IdentityHashMap<>();
  private final List<Open> stages = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, List<Open>> deadLetterWriters = new TreeMap<>();
  private int nextId = 1;

  /** A stage under construction; {@code result} is the node whose rows it gives so far. */
  private static final class Open {
    final int id;
    final int parallelism;
    final List<Step> steps = new ArrayList<>();
    Node result;

    Open(int id, int parallelism, Node result) {
      this.id = id;
      this.parallelism = parallelism;
      this.result = result;
    }
  }

  private StageCutter(Plan plan, int parallelism, Function<Node, OperatorFactory> operators) {
    this.plan = plan;
    this.digests = Digests.of(plan);
    this.parallelism = parallelism;
    this.operators = operators;
  }

  /** Cuts with Laminar's own operators. */
  public static StageGraph cut(Plan plan, int parallelism) {
    return cut(plan, parallelism, Operators::of);
  }

  /** Cuts with other operators, for tests of the runner. */
  public static StageGraph cut(
      Plan plan, int parallelism, Function<Node, OperatorFactory> operators) {
    return new StageCutter(plan, parallelism, operators).cut();
  }

  private StageGraph cut() {
    plan.sinks().forEach(this::countReaders);
    sinksByTable().forEach(this::sink);
    deadLetterWriters.forEach(this::deadLetters);
    List<Stage> done =
        stages.stream().map(open -> new Stage(open.id, open.steps, open.parallelism)).toList();
    return new StageGraph(done, edges);
  }

  private List<List<Node.Sink>> sinksByTable() {
    IdentityHashMap<SinkTable, List<Node.Sink>> known = new IdentityHashMap<>();
    List<List<Node.Sink>> inOrder = new ArrayList<>();
    for (Node.Sink sink : plan.sinks()) {
      List<Node.Sink> same = known.get(sink.table());
      if (same == null) {
        same = new ArrayList<>();
        known.put(sink.table(), same);
        inOrder.add(same);
      }
      same.add(sink);
    }
    return inOrder;
  }

  private void countReaders(Node node) {
    for (Node input : node.inputs()) {
      if (readers.merge(input, 1, Integer::sum) == 1) {
        countReaders(input);
      }
    }
  }

  /** The stages that give a node's rows: one, or several for a union. */
  private List<Open> stagesOf(Node node) {
    List<Open> known = cut.get(node);
    if (known == null) {
      known = build(node);
      cut.put(node, known);
    }
    return known;
  }

  private List<Open> build(Node node) {
    return switch (node) {
      case Node.Scan scan -> List.of(read(scan));
      case Node.Values values -> List.of(read(values));
      case Node.Calc calc -> List.of(inPlace(calc, calc.badData()));
      case Node.Watermark watermark -> List.of(inPlace(watermark, watermark.badData()));
      case Node.Transform transform -> List.of(inPlace(transform, BadData.FAIL));
      case Node.Unnest unnest -> List.of(inPlace(unnest, BadData.FAIL));
      case Node.WindowAggregate aggregate -> List.of(keyed(aggregate, aggregate.keys()));
      case Node.Aggregate aggregate -> List.of(keyed(aggregate, aggregate.keys()));
      case Node.Join join -> List.of(keyed(join, join.leftKeys(), join.rightKeys()));
      case Node.WindowJoin join -> List.of(keyed(join, join.leftKeys(), join.rightKeys()));
      case Node.Union union ->
          union.inputs().stream().flatMap(input -> stagesOf(input).stream()).toList();
      case Node.Sink sink -> throw new IllegalArgumentException("a sink has no readers: " + sink);
    };
  }

  private Open read(Node.Scan scan) {
    Open stage = open(parallelism, scan);
    String table = scan.table().name();
    add(
        stage,
        new Step.Read(
            nextId++,
            "scan " + table,
            digests.id(scan),
            table,
            scan.table().source(),
            scan.schema(),
            scan.table().badData()));
    return stage;
  }

  private Open read(Node.Values values) {
    Open stage = open(1, values);
    ValuesSource source = new ValuesSource(values);
    String state = digests.id(values);
    Schema schema = values.schema();
    add(stage, new Step.Read(nextId++, "values", state, "values", source, schema, BadData.FAIL));
    return stage;
  }

  /** A node that takes rows where they are. */
  private Open inPlace(Node node, BadData badData) {
    Node input = node.inputs().getFirst();
    List<Open> from = stagesOf(input);
    int width = from.stream().mapToInt(open -> open.parallelism).max().orElse(1);
    Open stage = fusable(input, from, width) ? from.getFirst() : open(width, node);
    if (!from.contains(stage)) {
      connect(input, from, stage, 0);
    }
    return apply(stage, node, badData);
  }

  /** A node whose rows are brought together by keys, per input; without keys in one place. */
  private Open keyed(Node node, int[]... keys) {
    List<Node> inputs = node.inputs();
    List<List<Open>> from = new ArrayList<>();
    inputs.forEach(input -> from.add(stagesOf(input)));
    int width = keys[0].length == 0 ? 1 : parallelism;
    if (inputs.size() == 1 && width == 1 && fusable(inputs.getFirst(), from.getFirst(), 1)) {
      return apply(from.getFirst().getFirst(), node, BadData.FAIL);
    }
    Open stage = open(width, node);
    for (int i = 0; i < inputs.size(); i++) {
      Distribution distribution = width == 1 ? Distribution.GATHER : new Distribution.Hash(keys[i]);
      connect(from.get(i), stage, i, distribution);
    }
    return apply(stage, node, BadData.FAIL);
  }

  /** Several INSERTs into one table share its writers. */
  private void sink(List<Node.Sink> sinks) {
    Node.Sink first = sinks.getFirst();
    int width = Math.min(parallelism, first.table().sink().maxParallelism());
    int[] key = width == 1 ? new int[0] : upsertKey(first);
    Open stage;
    if (sinks.size() == 1
        && key.length == 0
        && fusable(first.input(), stagesOf(first.input()), width)) {
      stage = stagesOf(first.input()).getFirst();
    } else {
      List<List<Open>> from = sinks.stream().map(sink -> stagesOf(sink.input())).toList();
      stage = open(width, first);
      for (int i = 0; i < sinks.size(); i++) {
        if (key.length > 0) {
          connect(from.get(i), stage, 0, new Distribution.Hash(key));
        } else {
          connect(sinks.get(i).input(), from.get(i), stage, 0);
        }
      }
    }
    write(stage, first.table(), first.schema(), sinks.stream().anyMatch(Node::updating));
  }

  /** Rows of one key must meet in one writer, or the newest does not win. */
  private static int[] upsertKey(Node.Sink sink) {
    if (sink.table().sink().changes() != Sink.ChangelogSupport.UPSERT) {
      return new int[0];
    }
    return sink.table().primaryKey().stream()
        .mapToInt(column -> sink.schema().indexOf(column).orElseThrow())
        .toArray();
  }

  private void write(Open stage, SinkTable table, Schema schema, boolean updating) {
    String name = "sink " + table.name();
    add(stage, new Step.Write(nextId++, name, digests.id(table), updating, table, schema));
    divert(stage, table.badData());
  }

  private void deadLetters(String name, List<Open> writers) {
    SinkTable table = plan.deadLetters().get(name);
    if (table == null) {
      throw new IllegalArgumentException("the plan has no dead letter table '" + name + "'");
    }
    Open stage = open(1, plan.sinks().getFirst());
    String state = digests.id(table);
    stage.steps.add(
        new Step.Write(nextId++, "dead-letters " + name, state, false, table, Plan.DEAD_LETTER));
    for (Open writer : writers) {
      edges.add(new Edge(writer.id, stage.id, 0, Distribution.GATHER, Optional.of(name)));
    }
  }

  private Open open(int width, Node result) {
    Open stage = new Open(stages.size(), width, result);
    stages.add(stage);
    return stage;
  }

  /** Whether the reader may go on in the one stage that gives these rows. */
  private boolean fusable(Node input, List<Open> from, int width) {
    return from.size() == 1
        && from.getFirst().parallelism == width
        && from.getFirst().result == input
        && readers.getOrDefault(input, 0) == 1;
  }

  private Open apply(Open stage, Node node, BadData badData) {
    stage.result = node;
    add(
        stage,
        new Step.Apply(
            nextId++,
            nameOf(node),
            digests.id(node),
            Operators.isStateful(node),
            operators.apply(node),
            node.inputs().size(),
            keysOf(node),
            badData));
    divert(stage, badData);
    return stage;
  }

  /** Windows are closed by watermarks, whatever their keys: those need all state at once. */
  private static List<int[]> keysOf(Node node) {
    return switch (node) {
      case Node.Aggregate aggregate when aggregate.keys().length > 0 -> List.of(aggregate.keys());
      case Node.Join join when join.leftKeys().length > 0 ->
          List.of(join.leftKeys(), join.rightKeys());
      default -> List.of();
    };
  }

  private void add(Open stage, Step step) {
    stage.steps.add(step);
    if (step instanceof Step.Read read) {
      divert(stage, read.badData());
    }
  }

  private void divert(Open stage, BadData badData) {
    if (badData instanceof BadData.DeadLetter letters) {
      List<Open> writers =
          deadLetterWriters.computeIfAbsent(letters.table(), name -> new ArrayList<>());
      if (!writers.contains(stage)) {
        writers.add(stage);
      }
    }
  }

  /** Connects where it does not matter which subtask gets a row, changes of a row apart. */
  private void connect(Node input, List<Open> from, Open to, int index) {
    for (Open open : from) {
      Distribution distribution;
      if (to.parallelism == 1) {
        distribution = Distribution.GATHER;
      } else if (open.parallelism == to.parallelism) {
        distribution = Distribution.FORWARD;
      } else if (input.updating()) {
        distribution = new Distribution.Hash(IntStream.range(0, input.schema().size()).toArray());
      } else {
        distribution = Distribution.REBALANCE;
      }
      connect(List.of(open), to, index, distribution);
    }
  }

  private void connect(List<Open> from, Open to, int index, Distribution distribution) {
    for (Open open : from) {
      edges.add(new Edge(open.id, to.id, index, distribution, Optional.empty()));
    }
  }

  /** {@code WindowAggregate} is shown as {@code window-aggregate}. */
  private static String nameOf(Node node) {
    if (node instanceof Node.Transform transform) {
      return transform.name();
    }
    String[] words = node.getClass().getSimpleName().split("(?<=.)(?=[A-Z])");
    return String.join("-", Arrays.asList(words)).toLowerCase(Locale.ROOT);
  }
}
