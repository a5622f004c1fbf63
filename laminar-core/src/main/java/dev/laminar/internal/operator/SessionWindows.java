package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.internal.aggregate.Aggregates;
import dev.laminar.internal.state.Arena;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.RowChanges;
import dev.laminar.internal.state.RowLayout;
import dev.laminar.internal.state.TimerHeap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions: rows of a key less than a gap apart share a window that ends a gap after the last.
 *
 * <p>A row may extend a session, begin one, or make several one. It is late if it is part of no
 * open session and its own would have ended.
 *
 * <p><b>State:</b> a row for each key, a chain of its open sessions, and one timer for each of
 * these, which is moved on only when it fires too early. <b>Threads:</b> one.
 */
final class SessionWindows implements WindowGroups {
  private static final int CHUNK = 1024;
  private static final String SESSIONS = "sessions";

  /** Where the keys begin in a snapshot: behind the mark, start and end. */
  private static final int STATE_KEYS = 3;

  // A session: its key's row, borders (the end includes the gap), the key's next session, whether
  // it is part of another by now; then accumulators.
  private static final int KEY = 0;
  private static final int START = 8;
  private static final int END = 16;
  private static final int NEXT = 24;
  private static final int MERGED = 32;
  private static final int ACCUMULATORS = 40;

  private final Grouping grouping;
  private final Aggregates aggregates;
  private final Arena arena;
  private final long gap;
  private final int timeColumn;
  private final OperatorContext context;
  private final Format format = new Format();
  private @Nullable FrozenTable writing;
  private final int sessionBytes;

  /** From a session's address to that of the row whose accumulators are the session's. */
  private final int shift;

  private final GroupTable keys;
  private final int head;
  private final TimerHeap timers;
  private long[] hashes = {};
  private long[] keyRows = {};
  private long[] targets = {};
  private int[] pending = {};
  private int pendingCount;

  SessionWindows(Grouping grouping, OperatorContext context, long gap, int timeColumn) {
    this.grouping = grouping;
    this.aggregates = grouping.aggregates;
    this.arena = new Arena(grouping.allocator);
    this.gap = gap;
    this.timeColumn = timeColumn;
    this.context = context;
    this.sessionBytes = ACCUMULATORS + aggregates.template().length;
    this.shift = ACCUMULATORS - grouping.layout.valueOffset();
    RowLayout layout = new RowLayout(grouping.keyFields, new byte[8]);
    this.keys = new GroupTable(grouping.allocator, layout, arena);
    this.head = layout.valueOffset();
    this.timers = new TimerHeap(grouping.allocator);
  }

  // ---- rows

  @Override
  public int add(Batch batch, long watermark) {
    int rows = batch.rows();
    room(rows);
    KeyHash.hash(batch, grouping.keys, hashes);
    keys.upsert(GroupTable.columns(batch, grouping.keys), hashes, null, rows, keyRows);
    long times = batch.column(timeColumn).dataAddress();
    pendingCount = 0;
    int late = 0;
    for (int i = 0; i < rows; i++) {
      long session = session(batch, keyRows[i], Mem.getLong(times + 8L * i), watermark);
      if (session == 0) {
        late++;
      } else {
        targets[i] = session + shift;
        pending[pendingCount++] = i;
      }
    }
    flush(batch);
    if (late > 0) {
      dropEmptyKeys(rows);
    }
    return late;
  }

  private void room(int rows) {
    if (hashes.length < rows) {
      hashes = new long[rows];
      keyRows = new long[rows];
      targets = new long[rows];
      pending = new int[rows];
    }
  }

  /** Adds the rows whose sessions are known to their aggregates. */
  private void flush(Batch batch) {
    boolean all = pendingCount == batch.rows();
    aggregates.add(batch, targets, all ? null : pending, pendingCount);
    pendingCount = 0;
  }

  /** A late row of a new key leaves nothing behind. */
  private void dropEmptyKeys(int rows) {
    for (int i = 0; i < rows; i++) {
      if (GroupTable.isLive(keyRows[i]) && Mem.getLong(keyRows[i] + head) == 0) {
        keys.remove(keyRows[i]);
      }
    }
  }

  /** The open session of a row, or 0 if the row is late. */
  private long session(Batch batch, long key, long time, long watermark) {
    long session = Mem.getLong(key + head);
    while (session != 0 && !touches(session, time, time + gap)) {
      session = Mem.getLong(session + NEXT);
    }
    if (session == 0) {
      return time + gap <= watermark ? 0 : open(key, time, time + gap);
    }
    if (time >= Mem.getLong(session + START) && time + gap <= Mem.getLong(session + END)) {
      return session;
    }
    Mem.putLong(session + START, Math.min(time, Mem.getLong(session + START)));
    Mem.putLong(session + END, Math.max(time + gap, Mem.getLong(session + END)));
    boolean alone = Mem.getLong(key + head) == session && Mem.getLong(session + NEXT) == 0;
    return alone ? session : mergeTouching(batch, key, session);
  }

  private static boolean touches(long session, long start, long end) {
    return start < Mem.getLong(session + END) && end > Mem.getLong(session + START);
  }

  private long open(long key, long start, long end) {
    long session = arena.allocate(sessionBytes);
    Mem.putLong(session + KEY, key);
    Mem.putLong(session + START, start);
    Mem.putLong(session + END, end);
    Mem.putLong(session + NEXT, Mem.getLong(key + head));
    Mem.putLong(session + MERGED, 0);
    aggregates.initialise(session + shift);
    Mem.putLong(key + head, session);
    timers.add(end, session);
    return session;
  }

  /** Makes one session of this one, which has grown, and those that it touches now. */
  private long mergeTouching(Batch batch, long key, long session) {
    long before = key + head;
    long other;
    while ((other = Mem.getLong(before)) != 0) {
      boolean merges =
          other != session
              && touches(other, Mem.getLong(session + START), Mem.getLong(session + END));
      if (!merges) {
        before = other + NEXT;
        continue;
      }
      flush(batch); // rows before this one belong to the sessions as they were
      Mem.putLong(before, Mem.getLong(other + NEXT));
      absorb(session, other);
    }
    return session;
  }

  private void absorb(long session, long other) {
    Mem.putLong(session + START, Math.min(start(session), start(other)));
    Mem.putLong(session + END, Math.max(end(session), end(other)));
    aggregates.merge(session + shift, other + shift);
    aggregates.release(other + shift);
    Mem.putLong(other + MERGED, 1); // its timer frees it
  }

  private static long start(long session) {
    return Mem.getLong(session + START);
  }

  private static long end(long session) {
    return Mem.getLong(session + END);
  }

  // ---- windows

  @Override
  public void advance(long from, long to, ResultWriter writer, Output output) {
    long[] due = new long[CHUNK];
    int count = 0;
    while (!timers.isEmpty() && timers.firstTime() <= to) {
      long session = timers.poll();
      if (Mem.getLong(session + MERGED) != 0) {
        arena.free(session, sessionBytes);
      } else if (end(session) > to) {
        timers.add(end(session), session);
      } else {
        due[count++] = session;
        if (count == Math.min(CHUNK, writer.room())) {
          report(due, count, writer, output);
          count = 0;
        }
      }
    }
    if (count > 0) {
      report(due, count, writer, output);
    }
  }

  private void report(long[] sessions, int count, ResultWriter writer, Output output) {
    long[] rows = new long[count];
    long[] owners = new long[count];
    long[] starts = new long[count];
    long[] ends = new long[count];
    for (int i = 0; i < count; i++) {
      rows[i] = sessions[i] + shift;
      owners[i] = Mem.getLong(sessions[i] + KEY);
      starts[i] = start(sessions[i]);
      ends[i] = end(sessions[i]);
    }
    keys.touch(owners, count);
    writer.write(
        rows,
        starts,
        ends,
        count,
        (some, n, out, to) -> {
          keys.readKeys(owners, n, out, 0);
          aggregates.finish(some, n, out, grouping.keys.length + 2, to::fail);
        },
        output);
    for (int i = 0; i < count; i++) {
      forget(sessions[i]);
    }
  }

  private void forget(long session) {
    long key = Mem.getLong(session + KEY);
    long before = key + head;
    while (Mem.getLong(before) != session) {
      before = Mem.getLong(before) + NEXT;
    }
    Mem.putLong(before, Mem.getLong(session + NEXT));
    aggregates.release(session + shift);
    arena.free(session, sessionBytes);
    if (Mem.getLong(key + head) == 0) {
      keys.remove(key);
    }
  }

  // ---- state

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    RowChanges known = keys.changes();
    boolean changesOnly = writer.changesOnly(SESSIONS) && known != null;
    List<DataType> keyTypes = grouping.keyFields.stream().map(Field::type).toList();
    FrozenTable frozen =
        new FrozenTable(context, writer, SESSIONS, changesOnly, stateTypes(), keyTypes);
    frozen.add(known == null ? track() : known, format);
    writing = frozen;
    return frozen;
  }

  private RowChanges track() {
    return keys.track(
        false,
        (rows, count) -> {
          if (writing == null) {
            throw new IllegalStateException("keys are frozen although there was no snapshot");
          }
          writing.writeEarly(format, rows, count);
        });
  }

  private List<DataType> stateTypes() {
    List<DataType> types =
        new ArrayList<>(List.of(DataType.BOOLEAN, DataType.BIGINT, DataType.BIGINT));
    grouping.keyFields.forEach(field -> types.add(field.type()));
    types.addAll(aggregates.stateTypes());
    return types;
  }

  /** All open sessions of a key, one after the other, of which the first is marked. */
  private final class Format implements RowFormat {
    @Override
    public void write(long[] rows, int count, BatchBuilder out) {
      long[] owners = new long[count];
      long[] states = new long[count];
      int sessions = 0;
      for (int i = 0; i < count; i++) {
        long first = Mem.getLong(rows[i] + head);
        for (long session = first; session != 0; session = Mem.getLong(session + NEXT)) {
          if (sessions == owners.length) {
            owners = Arrays.copyOf(owners, sessions * 2);
            states = Arrays.copyOf(states, sessions * 2);
          }
          owners[sessions] = rows[i];
          states[sessions++] = session + shift;
          out.column(0).appendBoolean(session == first);
          out.column(1).appendLong(start(session));
          out.column(2).appendLong(end(session));
        }
      }
      keys.readKeys(owners, sessions, out, STATE_KEYS);
      aggregates.save(states, sessions, out, STATE_KEYS + grouping.keys.length);
    }

    @Override
    public void writeKeys(long[] rows, int count, BatchBuilder out) {
      keys.readKeys(rows, count, out, 0);
    }

    @Override
    public int written(long row) {
      int sessions = 0;
      for (long at = Mem.getLong(row + head); at != 0; at = Mem.getLong(at + NEXT)) {
        sessions++;
      }
      return sessions;
    }
  }

  @Override
  public void restore(SnapshotReader reader, long watermark) {
    if (keys.changes() == null && context.snapshots()) {
      track();
    }
    reader.read(
        SESSIONS,
        new SnapshotReader.Rows() {
          @Override
          public void put(Batch rows) {
            try (rows) {
              load(rows);
            }
          }

          @Override
          public void remove(Batch removed) {
            try (removed) {
              drop(removed);
            }
          }
        });
    RowChanges changes = keys.changes();
    if (changes != null) {
      changes.settle();
    }
  }

  private void load(Batch batch) {
    int rows = batch.rows();
    room(rows);
    Column[] key = hashKeys(batch, STATE_KEYS);
    keys.upsert(key, hashes, null, rows, keyRows);
    for (int i = 0; i < rows; i++) {
      if (batch.column(0).getBoolean(i)) {
        drop(keyRows[i]);
      }
      long start = batch.column(1).getLong(i);
      targets[i] = open(keyRows[i], start, batch.column(2).getLong(i)) + shift;
    }
    aggregates.replace(targets, batch, STATE_KEYS + key.length);
  }

  private Column[] hashKeys(Batch batch, int first) {
    Column[] key = new Column[grouping.keys.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = batch.column(first + i);
    }
    KeyHash.hash(key, batch.rows(), hashes);
    return key;
  }

  private void drop(Batch removed) {
    room(removed.rows());
    Column[] key = hashKeys(removed, 0);
    for (int i = 0; i < removed.rows(); i++) {
      long row = keys.find(key, hashes[i], i);
      if (row != 0) {
        drop(row);
        keys.remove(row);
      }
    }
  }

  /** Forgets a key's sessions; their timers free them. */
  private void drop(long key) {
    for (long at = Mem.getLong(key + head); at != 0; at = Mem.getLong(at + NEXT)) {
      aggregates.release(at + shift);
      Mem.putLong(at + MERGED, 1);
    }
    Mem.putLong(key + head, 0);
  }

  @Override
  public long bytes() {
    return keys.bytes() + arena.bytes() + timers.bytes();
  }

  @Override
  public void close() {
    while (!timers.isEmpty()) {
      long session = timers.poll();
      if (Mem.getLong(session + MERGED) == 0) {
        aggregates.release(session + shift);
      }
    }
    timers.close();
    if (writing != null) {
      writing.close();
    }
    keys.close();
    arena.close();
  }
}
