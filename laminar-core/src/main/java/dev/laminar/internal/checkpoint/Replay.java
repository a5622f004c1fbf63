package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For a range of key groups, which parts of an operator's segments are to be read: in each key
 * group those of a table from its last whole part on. Immutable.
 */
final class Replay {

  private final List<Segment> segments;
  private final int firstGroup;
  private final int endGroup;

  /** By table and key group, the segment that it begins with. */
  private final Map<String, int[]> begins = new HashMap<>();

  Replay(List<Segment> segments, int firstGroup, int endGroup) {
    this.segments = segments;
    this.firstGroup = firstGroup;
    this.endGroup = endGroup;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      for (TablePart part : segment.tables()) {
        int[] begin = begins.computeIfAbsent(part.table(), table -> new int[endGroup - firstGroup]);
        for (int g = from(segment); part.whole() && g < to(segment); g++) {
          begin[g - firstGroup] = i;
        }
      }
    }
  }

  private int from(Segment segment) {
    return Math.max(firstGroup, segment.firstGroup());
  }

  private int to(Segment segment) {
    return Math.min(endGroup, segment.endGroup());
  }

  /** Whether anything of the segment's file is to be read. */
  boolean needs(int segment) {
    Segment candidate = segments.get(segment);
    for (TablePart part : candidate.tables()) {
      for (int g = from(candidate); part.rows() > 0 && g < to(candidate); g++) {
        if (begins(part.table(), g) <= segment) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a block of that table and key group in the segment's file is to be read. */
  boolean wants(int segment, String table, int keyGroup) {
    Segment candidate = segments.get(segment);
    return keyGroup >= from(candidate)
        && keyGroup < to(candidate)
        && Chains.part(candidate, table) != null
        && begins(table, keyGroup) <= segment;
  }

  private int begins(String table, int keyGroup) {
    int[] begin = begins.get(table);
    return begin == null ? 0 : begin[keyGroup - firstGroup];
  }
}
