package dev.laminar.internal.exec;

import dev.laminar.JobMetrics;
import dev.laminar.JobMetrics.OperatorMetrics;
import dev.laminar.JobMetrics.SourceProgress;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.SplitAware;
import dev.laminar.spi.SplitReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what all meters of a job show. One thread; the meters go on. */
final class Metering {

  private final List<OperatorMetrics> operators = new ArrayList<>();
  private final Map<Integer, SourceProgress> sources = new LinkedHashMap<>();

  void add(Task task, Map<Integer, Meter> meters) {
    TaskBody body = task.body();
    for (Step step : task.stage.steps()) {
      Meter meter = meters.get(step.id());
      if (meter != null) {
        operators.add(metrics(task, body, step, meter));
      }
    }
    if (body instanceof SourceBody source) {
      sources.merge(source.step().id(), progress(source), Metering::sum);
    }
  }

  private static OperatorMetrics metrics(Task task, TaskBody body, Step step, Meter meter) {
    boolean first = step == task.stage.first();
    Map<String, Long> counters = new HashMap<>();
    meter.counters.forEach((name, count) -> counters.put(name, count.get()));
    return new OperatorMetrics(
        step.id(),
        step.name(),
        task.subtask,
        meter.rowsIn.get(),
        meter.batchesIn.get(),
        meter.bytesIn.get(),
        meter.rowsOut.get(),
        meter.batchesOut.get(),
        meter.bytesOut.get(),
        meter.busyNanos.get(),
        body.blockedNanos.get(),
        first ? body.queuedBytes() : 0,
        meter.stateBytes.get(),
        meter.watermark.get(),
        operator(body, step) instanceof SplitAware aware ? aware.holdingSplit() : "",
        counters);
  }

  private static @Nullable Operator operator(TaskBody body, Step step) {
    for (Link link : body.chain.links()) {
      if (link.step == step) {
        return link.operator;
      }
    }
    return null;
  }

  private static SourceProgress progress(SourceBody source) {
    SplitReader.Progress bytes = source.progress();
    SourceCounts counts = source.counts();
    return new SourceProgress(
        source.step().table(),
        source.meter().rowsOut.get(),
        bytes.done(),
        bytes.total(),
        (int) counts.splits.get(),
        (int) counts.splitsDone.get());
  }

  private static SourceProgress sum(SourceProgress a, SourceProgress b) {
    return new SourceProgress(
        a.table(),
        a.rows() + b.rows(),
        a.bytesDone() + b.bytesDone(),
        a.bytesTotal() + b.bytesTotal(),
        a.splits() + b.splits(),
        a.splitsDone() + b.splitsDone());
  }

  JobMetrics build(CheckpointCounts checkpoints) {
    operators.sort(
        Comparator.comparingInt(OperatorMetrics::operator)
            .thenComparingInt(OperatorMetrics::subtask));
    return new JobMetrics(operators, List.copyOf(sources.values()), checkpoints.metrics());
  }
}
