package dev.laminar.internal.exec;

import dev.laminar.UpgradeReport;
import dev.laminar.UpgradeReport.Fate;
import dev.laminar.UpgradeReport.Kind;
import dev.laminar.UpgradeReport.Part;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.graph.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what a checkpoint has with what a plan needs.
 *
 * <p>Names decide: an operator's name tells all that its state depends on, the sources and the
 * operators below it included. So state that is found always fits, and belongs to the positions of
 * the sources that are found. What is refused is an operator without state above a source that goes
 * on, which would never see the rows before, and a sink that would be told to take back rows that
 * it never had.
 *
 * <p><b>State:</b> the report so far; used once. <b>Threads:</b> one.
 */
public final class Upgrade {

  private final Manifest manifest;
  private final StageGraph graph;
  private final Map<String, OperatorState> former = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Part> sources = new ArrayList<>();
  private final List<Part> operators = new ArrayList<>();
  private final List<Part> sinks = new ArrayList<>();
  private final Set<Stage> rebuilt = new HashSet<>();
  private final List<String> losses = new ArrayList<>();

  private Upgrade(Manifest manifest, StageGraph graph) {
    this.manifest = manifest;
    this.graph = graph;
    manifest.operators().forEach(state -> former.put(state.id(), state));
  }

  /**
   * What going on from a checkpoint with that graph would mean.
   *
   * @param keyGroups the job's
   * @param allowEmptyState whether what would miss earlier rows is a warning, not a refusal
   */
  public static UpgradeReport compare(
      Manifest manifest, StageGraph graph, int keyGroups, boolean allowEmptyState) {
    return new Upgrade(manifest, graph).compare(keyGroups, allowEmptyState);
  }

  private UpgradeReport compare(int keyGroups, boolean allowEmptyState) {
    for (Stage stage : graph.stages()) {
      stage.steps().forEach(step -> compare(stage, step));
    }
    former.values().stream().filter(this::isGone).forEach(this::drop);
    for (Stage stage : graph.stages()) {
      if (stage.last() instanceof Step.Write write && former.containsKey(write.stateId())) {
        checkSources(stage, write);
        checkRetracts(stage, write);
      }
    }
    List<String> refusals = new ArrayList<>();
    if (keyGroups != manifest.keyGroups()) {
      refusals.add(
          "the checkpoint's state lies in "
              + manifest.keyGroups()
              + " key groups, the job has "
              + keyGroups
              + "; the number stays the same for the life of a pipeline");
    }
    if (!allowEmptyState) {
      refusals.addAll(losses);
    }
    List<Part> parts = new ArrayList<>(sources);
    parts.addAll(operators);
    parts.addAll(sinks);
    return new UpgradeReport(
        manifest.epoch(), parts, refusals, allowEmptyState ? losses : List.of());
  }

  // ---- what the plan has

  private void compare(Stage stage, Step step) {
    boolean kept = former.containsKey(step.stateId());
    switch (step) {
      case Step.Read read -> sources.add(part(Kind.SOURCE, step, "source " + read.table()));
      case Step.Write write -> sinks.add(part(Kind.SINK, step, write.name()));
      case Step.Apply apply -> {
        if (apply.stateful() || hasState(apply.stateId())) {
          operators.add(part(Kind.OPERATOR, step, step.name() + of(stage)));
        }
        if (!kept && apply.stateful()) {
          checkOperator(stage, apply);
        }
      }
    }
  }

  private boolean hasState(String id) {
    OperatorState state = former.get(id);
    return state != null && !isEmpty(state);
  }

  private static boolean isEmpty(OperatorState state) {
    return state.segments().isEmpty() && state.values().isEmpty();
  }

  private Part part(Kind kind, Step step, String name) {
    OperatorState state = former.get(step.stateId());
    if (state == null) {
      return new Part(kind, Fate.REBUILT, step.stateId(), name, 0, 0);
    }
    taken.add(state.id());
    return part(kind, Fate.KEPT, state, name);
  }

  private static Part part(Kind kind, Fate fate, OperatorState state, String name) {
    long rows = 0;
    long bytes =
        state.values().values().stream().flatMap(List::stream).mapToLong(v -> v.length).sum();
    for (Manifest.Segment segment : state.segments()) {
      rows += segment.tables().stream().mapToLong(TablePart::rows).sum();
      bytes += segment.tables().stream().mapToLong(TablePart::bytes).sum();
    }
    return new Part(kind, fate, state.id(), name, rows, bytes);
  }

  // ---- what only the checkpoint has

  /** An operator that never keeps anything is nothing to speak of. */
  private boolean isGone(OperatorState state) {
    boolean counts = kindOf(state) != Kind.OPERATOR || keepsRows(state.id()) || !isEmpty(state);
    return counts && !taken.contains(state.id());
  }

  private static boolean keepsRows(String id) {
    return id.startsWith("aggregate-")
        || id.startsWith("window-aggregate-")
        || id.startsWith("join-")
        || id.startsWith("window-join-");
  }

  private void drop(OperatorState state) {
    Kind kind = kindOf(state);
    List<Part> parts =
        switch (kind) {
          case SOURCE -> sources;
          case OPERATOR -> operators;
          case SINK -> sinks;
        };
    parts.add(part(kind, Fate.DROPPED, state, state.name()));
  }

  private static Kind kindOf(OperatorState state) {
    String id = state.id();
    if (id.startsWith("scan-") || id.startsWith("values-")) {
      return Kind.SOURCE;
    }
    boolean isSink = id.startsWith("sink-") || id.startsWith("dead-letters-");
    return isSink ? Kind.SINK : Kind.OPERATOR;
  }

  // ---- what would silently be wrong

  private void checkOperator(Stage stage, Step.Apply operator) {
    List<String> goOn = reads(stage, true);
    if (!goOn.isEmpty()) {
      rebuilt.add(stage);
      losses.add(
          operator.name()
              + of(stage)
              + " is new or changed and begins empty, but "
              + names(goOn)
              + (goOn.size() == 1 ? " goes on" : " go on")
              + " where the checkpoint left off: its results would miss all earlier rows");
    }
  }

  /** A source that was changed is read again from its start, for a sink that had its rows. */
  private void checkSources(Stage stage, Step.Write write) {
    List<String> gone =
        sources.stream().filter(s -> s.fate() == Fate.DROPPED).map(Part::name).toList();
    List<String> begin = reads(stage, false);
    if (!gone.isEmpty() && !begin.isEmpty()) {
      losses.add(
          names(begin)
              + (begin.size() == 1 ? " is" : " are")
              + " read from the start for "
              + write.name()
              + ", while "
              + names(gone)
              + " of the checkpoint is given up: if it is the same data, "
              + write.name()
              + " gets its rows a second time");
    }
  }

  /** A row is taken back in the form in which the new query would have written it. */
  private void checkRetracts(Stage stage, Step.Write write) {
    if (!write.updating()) {
      return;
    }
    for (Last last : before(stage, write)) {
      if (last.step() instanceof Step.Apply apply && isChanged(last.stage(), apply)) {
        losses.add(
            "what makes the rows of "
                + write.name()
                + " is new or changed ("
                + apply.name()
                + of(last.stage())
                + "): rows that were written before and change from now on could not be taken"
                + " back");
      }
    }
  }

  /**
   * Whether it gives other rows than before, from sources that go on and operators that are kept.
   */
  private boolean isChanged(Stage stage, Step.Apply apply) {
    return !apply.stateful()
        && former.keySet().stream().map(Upgrade::unnumbered).noneMatch(unnumbered(apply)::equals)
        && !reads(stage, true).isEmpty()
        && upstream(stage).stream().noneMatch(rebuilt::contains);
  }

  private static String unnumbered(Step step) {
    return unnumbered(step.stateId());
  }

  /** Which of equal operators without state it is does not matter. */
  private static String unnumbered(String id) {
    int mark = id.lastIndexOf('#');
    return mark < 0 ? id : id.substring(0, mark);
  }

  /** A step that gives a sink its rows. */
  private record Last(Stage stage, Step step) {}

  private List<Last> before(Stage stage, Step.Write write) {
    int place = stage.steps().indexOf(write);
    if (place > 0) {
      return List.of(new Last(stage, stage.steps().get(place - 1)));
    }
    return graph.inputs(stage).stream()
        .filter(edge -> edge.deadLetters().isEmpty())
        .map(edge -> graph.stage(edge.from()))
        .map(from -> new Last(from, from.last()))
        .toList();
  }

  // ---- where rows come from

  private String of(Stage stage) {
    String tables =
        readers(stage).map(Step.Read::table).distinct().collect(Collectors.joining(", "));
    return tables.isEmpty() ? "" : " of " + tables;
  }

  /** The tables that a stage's rows come from and that are, or are not, in the checkpoint. */
  private List<String> reads(Stage stage, boolean known) {
    return readers(stage)
        .filter(read -> former.containsKey(read.stateId()) == known)
        .map(Step.Read::table)
        .distinct()
        .toList();
  }

  private Stream<Step.Read> readers(Stage stage) {
    return upstream(stage).stream()
        .map(Stage::first)
        .filter(Step.Read.class::isInstance)
        .map(Step.Read.class::cast);
  }

  /** The stage, and those that its rows come from. */
  private Set<Stage> upstream(Stage stage) {
    Set<Stage> stages = new LinkedHashSet<>();
    collect(stage, stages);
    return stages;
  }

  private void collect(Stage stage, Set<Stage> stages) {
    if (stages.add(stage)) {
      graph.inputs(stage).stream()
          .filter(edge -> edge.deadLetters().isEmpty())
          .forEach(edge -> collect(graph.stage(edge.from()), stages));
    }
  }

  private static String names(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
