package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The watermarks of the splits that one instance reads, and the one that follows from them: the
 * least of those that are not idle.
 *
 * <p>A split is idle once it has had no row for the idle time; it counts again from its next row
 * on. A split's watermark never falls. <b>State:</b> a number per split. One thread, but for {@link
 * #holder}.
 */
final class SplitWatermarks {

  /** What {@link #least} returns if there is no split that counts. */
  static final long NONE = Long.MAX_VALUE;

  private final Map<String, Mark> marks = new HashMap<>();
  private final Map<String, Long> restored = new HashMap<>();
  private final long idleMicros;
  private volatile String holder = "";

  /**
   * @param idleMicros a split without a row for so long is idle; 0 means never
   */
  SplitWatermarks(long idleMicros) {
    this.idleMicros = idleMicros;
  }

  private static final class Mark {
    private long watermark;
    private long lastRow;
    private boolean idle;
  }

  /** The split counts from {@code now} on, with the watermark that it had before a restore. */
  void start(String split, long now) {
    Mark mark = marks.computeIfAbsent(split, name -> new Mark());
    Long before = restored.remove(split);
    mark.watermark = before == null ? Long.MIN_VALUE : before;
    mark.lastRow = now;
    mark.idle = false;
  }

  boolean has(String split) {
    return marks.containsKey(split);
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  void end(String split) {
    marks.remove(split);
  }

  /** A batch of the split has come whose largest watermark is {@code watermark}. */
  void advance(String split, long watermark, long now) {
    Mark mark = Objects.requireNonNull(marks.get(split), "a row of a split that has not begun");
    mark.watermark = Math.max(mark.watermark, watermark);
    mark.lastRow = now;
    mark.idle = false;
  }

  /** Finds splits that have become idle; true if there is one more. */
  boolean findIdle(long now) {
    boolean found = false;
    for (Mark mark : marks.values()) {
      if (!mark.idle && idleMicros > 0 && now - mark.lastRow >= idleMicros) {
        mark.idle = true;
        found = true;
      }
    }
    return found;
  }

  /** The least watermark of the splits that are not idle, or {@link #NONE}. */
  long least() {
    long least = NONE;
    String name = "";
    for (Map.Entry<String, Mark> entry : marks.entrySet()) {
      Mark mark = entry.getValue();
      if (!mark.idle && mark.watermark < least) {
        least = mark.watermark;
        name = entry.getKey();
      }
    }
    holder = name;
    return least;
  }

  /** The largest watermark of all splits, idle or not; {@link Long#MIN_VALUE} if there is none. */
  long largest() {
    long largest = Long.MIN_VALUE;
    for (Mark mark : marks.values()) {
      largest = Math.max(largest, mark.watermark);
    }
    return largest;
  }

  /** The split whose watermark was the least when it was last looked for. Any thread. */
  String holder() {
    return holder;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Map<String, Long> all = new HashMap<>(restored);
      marks.forEach((split, mark) -> all.put(split, mark.watermark));
      out.writeInt(all.size());
      for (Map.Entry<String, Long> entry : all.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeLong(entry.getValue());
      }
    } catch (IOException e) {
      throw new LaminarException(ErrorCode.BUG, "writing to memory failed: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /** Keeps what former instances knew, for the splits that will be started here. */
  void restore(List<byte[]> snapshots) {
    for (byte[] snapshot : snapshots) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
        for (int left = in.readInt(); left > 0; left--) {
          restored.merge(in.readUTF(), in.readLong(), Math::max);
        }
      } catch (IOException e) {
        throw new LaminarException(
            ErrorCode.EXTERNAL,
            "the snapshot of a watermark operator ends too early or is damaged ("
                + e.getMessage()
                + "); restore an older checkpoint",
            e);
      }
    }
  }
}
