package dev.laminar.internal.exec;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.JobOptions;
import dev.laminar.LaminarException;
import dev.laminar.UpgradeReport;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.exec.graph.StageCutter;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.storage.Storages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks into a checkpoint for what a plan would keep of it; changes nothing. Stateless. */
public final class UpgradeCheck {

  private UpgradeCheck() {}

  /** Compares the plan with the checkpoint that the options would begin from. May block. */
  public static UpgradeReport check(Plan plan, JobOptions options, Clock clock) {
    CheckpointOptions checkpoints = options.checkpoints();
    if (checkpoints == null) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "expected checkpoints in the options, to say what to go on from");
    }
    URI location =
        checkpoints.restore() instanceof Restore.From from
            ? from.location()
            : checkpoints.location();
    List<String> warnings = new ArrayList<>();
    Manifest manifest = read(location, checkpoints, clock, warnings);
    UpgradeReport report =
        Upgrade.compare(
            manifest,
            StageCutter.cut(plan, options.parallelism()),
            KeyGroups.DEFAULT_COUNT,
            checkpoints.allowEmptyState());
    warnings.addAll(report.warnings());
    return new UpgradeReport(report.epoch(), report.parts(), report.refusals(), warnings);
  }

  private static Manifest read(
      URI location, CheckpointOptions checkpoints, Clock clock, List<String> warnings) {
    if (isMissingFolder(location)) {
      throw nothing(location);
    }
    try (var storage = Storages.open(location, checkpoints.storage())) {
      CheckpointStore store =
          CheckpointStore.find(storage, clock).orElseThrow(() -> nothing(location));
      Optional<Manifest> found =
          switch (checkpoints.restore()) {
            case Restore.None none -> throw afresh();
            case Restore.Epoch epoch -> Optional.of(store.read(epoch.number()));
            case Restore.Latest latest -> store.latest(Set.of(), warnings::add);
            case Restore.From from -> store.latest(Set.of(), warnings::add);
          };
      return found.orElseThrow(() -> nothing(location));
    } catch (NoSuchFileException e) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND, "there is no such checkpoint in " + location, e);
    } catch (IOException e) {
      throw new LaminarException(
          ErrorCode.EXTERNAL,
          "cannot read the checkpoints in " + location + ": " + e.getMessage(),
          e);
    }
  }

  /** Opening it would make it. */
  static boolean isMissingFolder(URI location) {
    return "file".equalsIgnoreCase(location.getScheme()) && !Files.exists(Path.of(location));
  }

  private static LaminarException nothing(URI location) {
    return new LaminarException(
        ErrorCode.NOT_FOUND,
        "there is no checkpoint in " + location + ": there is nothing to go on from");
  }

  private static LaminarException afresh() {
    return new LaminarException(
        ErrorCode.INVALID_OPTION,
        "the job would begin afresh: choose what to restore to see what becomes of it");
  }
}
