package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's state consists of: the parts of files that are to be replayed, oldest first.
 *
 * <p>The rule: in a key group, a table begins with the last part that is whole; what stands before
 * it is not read. A part that is hidden in all of its key groups is dropped. Parallelism may change
 * from epoch to epoch, so ranges of key groups overlap in any way. Pure functions.
 */
public final class Chains {

  /** So many parts are replayed at most. */
  static final int MOST_PARTS = 64;

  /** Changes that come to less are cheaper to keep than to get rid of. */
  static final long FEW_BYTES = 64 << 10;

  private Chains() {}

  /**
   * What one task wrote of one operator at an epoch.
   *
   * @param operator its stable id
   * @param name for people
   * @param file the file with the rows; of no meaning if there are none
   * @param firstGroup the first key group that the instance owned
   * @param endGroup the one after the last; the same as the first if it owned none
   * @param tables all tables that were written or asked for: whole, or changes, which may be none.
   *     A table that is not named here is empty in these key groups from now on.
   * @param values of this instance, by name
   */
  public record Share(
      String operator,
      String name,
      String file,
      int firstGroup,
      int endGroup,
      List<TablePart> tables,
      Map<String, byte[]> values) {
    public Share {
      tables = List.copyOf(tables);
      values = Map.copyOf(values);
    }
  }

  /**
   * The operators' states after an epoch. An operator of which there is no share is gone; key
   * groups that no share covers stay as they were.
   */
  public static List<OperatorState> next(List<OperatorState> previous, List<Share> shares) {
    Map<String, List<Share>> byOperator = new LinkedHashMap<>();
    shares.forEach(
        share -> byOperator.computeIfAbsent(share.operator(), key -> new ArrayList<>()).add(share));
    Map<String, OperatorState> before = new HashMap<>();
    previous.forEach(state -> before.put(state.id(), state));
    List<OperatorState> next = new ArrayList<>();
    byOperator.forEach((id, own) -> next.add(next(before.get(id), own)));
    return next;
  }

  private static OperatorState next(@Nullable OperatorState previous, List<Share> shares) {
    List<Segment> segments = new ArrayList<>(previous == null ? List.of() : previous.segments());
    List<Segment> added = new ArrayList<>();
    Map<String, List<byte[]>> values = new LinkedHashMap<>();
    for (Share share : shares) {
      added.add(segment(share, segments));
      share
          .values()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, k -> new ArrayList<>()).add(value));
    }
    segments.addAll(added);
    return new OperatorState(
        shares.getFirst().operator(), shares.getFirst().name(), shortened(segments), values);
  }

  /** The share, with an empty whole part for each table that it has nothing of any more. */
  private static Segment segment(Share share, List<Segment> before) {
    Map<String, TablePart> parts = new LinkedHashMap<>();
    share.tables().forEach(part -> parts.put(part.table(), part));
    for (Segment old : before) {
      if (old.firstGroup() < share.endGroup() && share.firstGroup() < old.endGroup()) {
        old.tables()
            .forEach(
                part -> parts.putIfAbsent(part.table(), new TablePart(part.table(), true, 0, 0)));
      }
    }
    return new Segment(
        share.file(), share.firstGroup(), share.endGroup(), List.copyOf(parts.values()));
  }

  private static List<Segment> shortened(List<Segment> segments) {
    return withoutEmpty(withoutHidden(segments));
  }

  /** Going back from the last, a part is kept if it is seen in one of its key groups at least. */
  private static List<Segment> withoutHidden(List<Segment> segments) {
    Map<String, BitSet> hidden = new HashMap<>();
    List<Segment> kept = new ArrayList<>();
    for (Segment segment : segments.reversed()) {
      List<TablePart> parts = new ArrayList<>();
      for (TablePart part : segment.tables()) {
        BitSet groups = hidden.computeIfAbsent(part.table(), key -> new BitSet());
        if (groups.nextClearBit(segment.firstGroup()) < segment.endGroup()) {
          parts.add(part);
        }
        if (part.whole()) {
          groups.set(segment.firstGroup(), segment.endGroup());
        }
      }
      kept.add(with(segment, parts));
    }
    return kept.reversed();
  }

  /** A part without rows is kept only if it hides something. */
  private static List<Segment> withoutEmpty(List<Segment> segments) {
    Map<String, BitSet> before = new HashMap<>();
    List<Segment> kept = new ArrayList<>();
    for (Segment segment : segments) {
      List<TablePart> parts = new ArrayList<>();
      for (TablePart part : segment.tables()) {
        BitSet groups = before.computeIfAbsent(part.table(), key -> new BitSet());
        int next = groups.nextSetBit(segment.firstGroup());
        boolean hides = part.whole() && next >= 0 && next < segment.endGroup();
        if (part.rows() > 0 || hides) {
          parts.add(part);
          groups.set(segment.firstGroup(), segment.endGroup());
        }
      }
      if (!parts.isEmpty()) {
        kept.add(with(segment, parts));
      }
    }
    return kept;
  }

  private static Segment with(Segment segment, List<TablePart> parts) {
    return new Segment(segment.file(), segment.firstGroup(), segment.endGroup(), parts);
  }

  /** Those of the files that the operators' segments name, each once. */
  public static List<StateFile> files(
      List<OperatorState> operators, Collection<StateFile> available) {
    Map<String, StateFile> byName = new HashMap<>();
    available.forEach(file -> byName.put(file.name(), file));
    Map<String, StateFile> named = new TreeMap<>();
    for (OperatorState operator : operators) {
      for (Segment segment : operator.segments()) {
        if (hasRows(segment)) {
          StateFile file = byName.get(segment.file());
          if (file == null) {
            throw new IllegalArgumentException("nobody has written " + segment.file());
          }
          named.put(file.name(), file);
        }
      }
    }
    return List.copyOf(named.values());
  }

  /** Whether the segment's file is needed. */
  static boolean hasRows(Segment segment) {
    return segment.tables().stream().anyMatch(part -> part.rows() > 0);
  }

  /**
   * Whether changes are enough: all key groups have a whole part to begin with, and what has
   * changed since is neither more than the table itself nor in too many parts.
   */
  public static boolean changesOnly(
      OperatorState operator, String table, int firstGroup, int endGroup) {
    int[] length = new int[endGroup - firstGroup];
    BitSet based = new BitSet();
    long whole = 0;
    long changes = 0;
    List<Segment> segments = operator.segments();
    for (Segment segment : segments.reversed()) {
      TablePart part = part(segment, table);
      int from = Math.max(firstGroup, segment.firstGroup());
      int to = Math.min(endGroup, segment.endGroup());
      int open = 0;
      for (int group = based.nextClearBit(from); part != null && group < to; ) {
        open++;
        length[group - firstGroup]++;
        group = based.nextClearBit(group + 1);
      }
      if (part == null || open == 0) {
        continue;
      }
      long bytes = part.bytes() * open / (segment.endGroup() - segment.firstGroup());
      if (part.whole()) {
        whole += bytes;
        based.set(from, to);
      } else {
        changes += bytes;
      }
    }
    return based.cardinality() == endGroup - firstGroup
        && changes < Math.max(whole, FEW_BYTES)
        && Arrays.stream(length).allMatch(parts -> parts < MOST_PARTS);
  }

  static @Nullable TablePart part(Segment segment, String table) {
    for (TablePart part : segment.tables()) {
      if (part.table().equals(table)) {
        return part;
      }
    }
    return null;
  }
}
