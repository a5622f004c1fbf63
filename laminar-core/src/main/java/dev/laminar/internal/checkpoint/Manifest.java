package dev.laminar.internal.checkpoint;

import dev.laminar.spi.SinkCommitter.Committable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes an epoch exist: everything that is needed to go on from it. Immutable.
 *
 * @param savepoint its name if somebody asked for it
 * @param run the run of the job that wrote it
 * @param tick the number of the last tick before it
 * @param parallelism the job's, for people; state is found by key group
 * @param complete whether the job had read all its input and there is nothing to go on with
 * @param files all that the operators' segments name, each once
 * @param operators every step of the job's graph, also those that have no state (yet): what is not
 *     named here counts as new when a job goes on
 * @param commits by sink table: what is to be committed (again) before the job goes on
 */
public record Manifest(
    long epoch,
    Optional<String> savepoint,
    long run,
    long tick,
    Instant started,
    Instant finished,
    int parallelism,
    int keyGroups,
    boolean complete,
    List<StateFile> files,
    List<OperatorState> operators,
    Map<String, List<Committable>> commits) {

  public Manifest {
    files = List.copyOf(files);
    operators = List.copyOf(operators);
    commits = Map.copyOf(commits);
  }

  /**
   * A file of state, written by one task at one barrier.
   *
   * @param name in the storage, {@code state/…}
   * @param checksum CRC-32C of the whole file
   */
  public record StateFile(String name, long epoch, long bytes, int checksum) {}

  /**
   * An operator's state.
   *
   * @param id stable as long as what it computes is the same: the digest of its part of the plan
   * @param name for people
   * @param segments where its tables are, in the order in which they are to be read
   * @param values of each former instance, by name
   */
  public record OperatorState(
      String id, String name, List<Segment> segments, Map<String, List<byte[]>> values) {
    public OperatorState {
      segments = List.copyOf(segments);
      values = Map.copyOf(values);
    }
  }

  /**
   * The part of a file that belongs to one operator, for a range of key groups.
   *
   * @param file its name
   * @param firstGroup the first key group that the writing instance owned
   * @param endGroup the one after the last
   * @param tables what there is of each table
   */
  public record Segment(String file, int firstGroup, int endGroup, List<TablePart> tables) {
    public Segment {
      tables = List.copyOf(tables);
    }
  }

  /**
   * What a segment has of a table.
   *
   * @param whole whether it takes the place of all earlier segments for its key groups, even if it
   *     has no rows
   * @param bytes of its blocks
   */
  public record TablePart(String table, boolean whole, long rows, long bytes) {}

  /** The operators that this has state of. */
  public Set<String> operatorIds() {
    return Set.copyOf(operators.stream().map(OperatorState::id).toList());
  }
}
