package dev.laminar.internal.exec;

import dev.laminar.JobMetrics;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.exec.graph.Distribution;
import dev.laminar.internal.exec.graph.Edge;
import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.state.KeyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a job's tasks of a stage graph and lays the queues between them.
 *
 * <p>Built once, before the job starts, by one thread; read by any.
 */
final class Wiring {

  private final LocalJob job;
  private final StageGraph graph;
  private final List<List<Task>> stages = new ArrayList<>();
  private final List<Task> sourceTasks = new ArrayList<>();
  private final IdentityHashMap<Edge, Channel[][]> channels = new IdentityHashMap<>();
  private final List<MeteredTask> metered = new ArrayList<>();
  private final List<WriterRun<?>> writers = new ArrayList<>();
  private final List<Discovery> discoveries = new ArrayList<>();

  private record MeteredTask(Task task, Map<Integer, Meter> meters) {}

  private Wiring(LocalJob job, StageGraph graph) {
    this.job = job;
    this.graph = graph;
  }

  static Wiring of(LocalJob job, StageGraph graph) {
    Wiring wiring = new Wiring(job, graph);
    graph.stages().forEach(wiring::makeTasks);
    graph.edges().forEach(wiring::layChannels);
    graph.stages().forEach(wiring::makeBodies);
    return wiring;
  }

  List<Task> tasks() {
    return stages.stream().flatMap(List::stream).toList();
  }

  List<Task> sourceTasks() {
    return sourceTasks;
  }

  List<WriterRun<?>> writers() {
    return writers;
  }

  /** Gives the sources what an earlier run had read; before the job begins. */
  void restore(StateReader state) throws IOException {
    for (Discovery discovery : discoveries) {
      discovery.restore(state);
    }
  }

  List<JobActor> actors() {
    List<JobActor> all = new ArrayList<>(tasks());
    all.addAll(writers);
    all.addAll(discoveries);
    return all;
  }

  JobMetrics metrics() {
    Metering metering = new Metering();
    metered.forEach(each -> metering.add(each.task(), each.meters()));
    return metering.build(job.checkpointCounts());
  }

  private void makeTasks(Stage stage) {
    List<Task> tasks = new ArrayList<>();
    for (int subtask = 0; subtask < stage.parallelism(); subtask++) {
      tasks.add(new Task(job, stage, subtask));
    }
    stages.add(tasks);
  }

  /** One channel from each sender to each receiver that it may send to. */
  private void layChannels(Edge edge) {
    List<Task> senders = stages.get(edge.from());
    List<Task> receivers = stages.get(edge.to());
    boolean forward = edge.distribution() instanceof Distribution.Forward;
    Channel[][] laid = new Channel[senders.size()][];
    for (int from = 0; from < laid.length; from++) {
      Task sender = senders.get(from);
      laid[from] =
          (forward ? List.of(receivers.get(from)) : receivers)
              .stream()
                  .map(to -> new Channel(job.options().queueBytes(), sender, to, edge.input()))
                  .toArray(Channel[]::new);
    }
    channels.put(edge, laid);
  }

  private Channel[][] laid(Edge edge) {
    Channel[][] found = channels.get(edge);
    if (found == null) {
      throw new IllegalStateException("no channels for " + edge);
    }
    return found;
  }

  private Channel[] incoming(Stage stage, int subtask) {
    List<Channel> found = new ArrayList<>();
    for (Edge edge : graph.inputs(stage)) {
      Channel[][] laid = laid(edge);
      if (edge.distribution() instanceof Distribution.Forward) {
        found.add(laid[subtask][0]);
      } else {
        Arrays.stream(laid).forEach(ofSender -> found.add(ofSender[subtask]));
      }
    }
    return found.toArray(Channel[]::new);
  }

  private void makeBodies(Stage stage) {
    List<SourceBody> sources = new ArrayList<>();
    for (Task task : stages.get(stage.id())) {
      TaskBody body = makeBody(task);
      task.give(body);
      if (body instanceof SourceBody source) {
        sources.add(source);
        sourceTasks.add(task);
      }
    }
    if (!sources.isEmpty()) {
      discoveries.add(new Discovery(job, stage, sources));
    }
  }

  private TaskBody makeBody(Task task) {
    Stage stage = task.stage;
    Map<Integer, Meter> meters = new HashMap<>();
    stage.steps().forEach(step -> meters.put(step.id(), new Meter()));
    metered.add(new MeteredTask(task, meters));

    Stopwatch stopwatch = new Stopwatch(job.scheduler());
    Parts.CurrentSplit split = new Parts.CurrentSplit();
    Map<String, DeadLetters> letters = deadLetters(task, meter(meters, stage.last()));
    Map<Integer, BadRows> badRows = badRows(task, meters, letters);
    Outlets outlets = outlets(task, meters, badRows, letters, stopwatch, split);
    Chain chain = chain(stage, meters, stopwatch, outlets);
    KeyGroups groups = KeyGroups.of(task.subtask, stage.parallelism(), job.keyGroups());
    Map<Integer, OperatorContext> contexts = new HashMap<>();
    for (Link link : chain.links()) {
      contexts.put(link.step.id(), context(task, link, groups, badRow(badRows, link.step), split));
    }
    Parts parts =
        new Parts(chain, stopwatch, groups, List.copyOf(letters.values()), contexts, split);
    if (stage.first() instanceof Step.Read read) {
      return new SourceBody(task, parts, read, meter(meters, read), badRow(badRows, read));
    }
    Meter first = meter(meters, stage.first());
    return new OperatorBody(task, parts, incoming(stage, task.subtask), first);
  }

  private TaskContext context(
      Task task, Link link, KeyGroups groups, BadRows badRows, Parts.CurrentSplit split) {
    return new TaskContext(
        job.allocator(),
        groups,
        task.subtask,
        task.stage.parallelism(),
        job.scheduler().clock(),
        job.options().batchRows(),
        link.meter,
        badRows,
        split::name,
        job.stateMemory());
  }

  private Chain chain(
      Stage stage, Map<Integer, Meter> meters, Stopwatch stopwatch, Outlets outlets) {
    List<Link> links = new ArrayList<>();
    Receiver next = outlets;
    for (Step step : stage.steps().reversed()) {
      if (step instanceof Step.Apply apply) {
        Link link =
            new Link(
                apply,
                apply.factory().create(),
                meter(meters, step),
                stopwatch,
                next,
                job.stateMemory());
        links.addFirst(link);
        next = link;
      }
    }
    return new Chain(links, outlets);
  }

  private Outlets outlets(
      Task task,
      Map<Integer, Meter> meters,
      Map<Integer, BadRows> badRows,
      Map<String, DeadLetters> letters,
      Stopwatch stopwatch,
      Parts.CurrentSplit split) {
    Stage stage = task.stage;
    List<Outlet> results = new ArrayList<>();
    for (Edge edge : graph.outputs(stage)) {
      if (edge.deadLetters().isEmpty()) {
        results.add(exchange(edge, task, meter(meters, stage.last())));
      }
    }
    if (stage.last() instanceof Step.Write write) {
      WriterRun<Object> run = new WriterRun<>(job, write, task);
      writers.add(run);
      BadRows policy = badRow(badRows, write);
      results.add(
          new SinkOutlet<>(
              run,
              write.table().sink().changes(),
              record -> policy.handle(record, split.name()),
              meter(meters, write),
              stopwatch));
    }
    return new Outlets(results, List.copyOf(letters.values()));
  }

  private Exchange exchange(Edge edge, Task task, Meter meter) {
    int batchRows = job.options().batchRows();
    return Exchange.of(
        edge.distribution(),
        task.subtask,
        laid(edge)[task.subtask],
        job.allocator(),
        job.keyGroups(),
        batchRows == 1 ? 1 : 4 * batchRows,
        meter);
  }

  private Map<String, DeadLetters> deadLetters(Task task, Meter meter) {
    Map<String, DeadLetters> letters = new HashMap<>();
    for (Edge edge : graph.outputs(task.stage)) {
      edge.deadLetters()
          .ifPresent(
              table ->
                  letters.put(
                      table,
                      new DeadLetters(
                          table,
                          exchange(edge, task, meter),
                          job.scheduler().clock(),
                          job.allocator())));
    }
    return letters;
  }

  private Map<Integer, BadRows> badRows(
      Task task, Map<Integer, Meter> meters, Map<String, DeadLetters> letters) {
    String source = task.stage.first() instanceof Step.Read read ? read.table() : "";
    Map<Integer, BadRows> policies = new HashMap<>();
    for (Step step : task.stage.steps()) {
      BadData policy =
          switch (step) {
            case Step.Read read -> read.badData();
            case Step.Apply apply -> apply.badData();
            case Step.Write write -> write.table().badData();
          };
      String table = step instanceof Step.Write write ? write.table().name() : source;
      DeadLetters target =
          policy instanceof BadData.DeadLetter letter ? letters.get(letter.table()) : null;
      policies.put(
          step.id(),
          new BadRows(
              step.label(),
              task.subtask,
              table,
              policy,
              target,
              meter(meters, step),
              job.errorLog(),
              job.scheduler().clock()));
    }
    return policies;
  }

  private static BadRows badRow(Map<Integer, BadRows> badRows, Step step) {
    return required(badRows.get(step.id()), step);
  }

  private static Meter meter(Map<Integer, Meter> meters, Step step) {
    return required(meters.get(step.id()), step);
  }

  private static <T> T required(@Nullable T value, Step step) {
    if (value == null) {
      throw new IllegalStateException("nothing was made for " + step.label());
    }
    return value;
  }
}
