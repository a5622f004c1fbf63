package dev.laminar.internal.aggregate;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.RowLayout;
import dev.laminar.internal.state.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values the groups of one table have seen, for the {@link DistinctCalls} of an operator.
 *
 * <p>Groups are told apart by the address of their rows: these sets are to be cleared when the
 * groups are. One thread.
 */
public final class DistinctSets implements AutoCloseable {
  private final DistinctCalls calls;
  private final GroupTable[] tables;

  public DistinctSets(DistinctCalls calls) {
    this.calls = calls;
    AggregateMemory memory = calls.aggregates().memory();
    this.tables =
        calls.shared().stream()
            .map(each -> new GroupTable(memory.allocator(), each.layout(), memory.arena()))
            .toArray(GroupTable[]::new);
  }

  /** Feeds rows to the DISTINCT aggregates of their groups; see {@link Aggregates#add}. */
  public void add(Batch batch, long[] groups, int @Nullable [] selected, int count) {
    calls.add(tables, batch, groups, selected, count);
  }

  /**
   * Takes on the values that a pane's groups have seen.
   *
   * @param link where in a pane's group the address of our group stands
   */
  public void enter(DistinctSets pane, int link) {
    calls.transfer(pane.calls, pane.tables, tables, link, 1);
  }

  /** Takes back what {@link #enter} did. */
  public void leave(DistinctSets pane, int link) {
    calls.transfer(pane.calls, pane.tables, tables, link, -1);
  }

  public List<GroupTable> tables() {
    return List.of(tables);
  }

  /** The group that a table's row belongs to. */
  public long groupOf(int table, long row) {
    return Mem.getLong(row + layout(table).keys().slot(0).offset());
  }

  private RowLayout layout(int table) {
    return tables[table].layout();
  }

  private int words(int table) {
    return calls.counted() ? calls.shared().get(table).calls().length : 1;
  }

  /** The columns of {@link #save}: the values, and which calls have seen them. */
  public List<DataType> stateTypes(int table) {
    List<DataType> types = new ArrayList<>(layout(table).keys().types());
    types.removeFirst();
    types.addAll(Collections.nCopies(words(table), DataType.BIGINT));
    return types;
  }

  /** The columns of {@link #saveValues}. */
  public List<DataType> valueTypes(int table) {
    List<DataType> types = layout(table).keys().types();
    return types.subList(1, types.size());
  }

  public void save(int table, long[] rows, int count, BatchBuilder out, int first) {
    saveValues(table, rows, count, out, first);
    int column = first + layout(table).keys().size() - 1;
    for (int word = 0; word < words(table); word++) {
      long at = layout(table).valueOffset() + 8L * word;
      for (int i = 0; i < count; i++) {
        out.column(column + word).appendLong(Mem.getLong(rows[i] + at));
      }
    }
  }

  public void saveValues(int table, long[] rows, int count, BatchBuilder out, int first) {
    List<Slot> slots = layout(table).keys().slots();
    for (int i = 1; i < slots.size(); i++) {
      slots.get(i).read(rows, count, out.column(first + i - 1));
    }
  }

  /** Takes on the selected rows of what was saved; their groups are known again. */
  public void load(int table, long[] groups, int[] selected, int count, Batch saved, int first) {
    int values = layout(table).keys().size() - 1;
    long[] rows = new long[saved.rows()];
    withKeys(
        table,
        groups,
        selected,
        count,
        saved,
        first,
        (key, hashes) -> tables[table].upsert(key, hashes, selected, count, rows));
    for (int word = 0; word < words(table); word++) {
      Column seen = saved.column(first + values + word);
      long at = layout(table).valueOffset() + 8L * word;
      for (int i = 0; i < count; i++) {
        Mem.putLong(rows[selected[i]] + at, seen.getLong(selected[i]));
      }
    }
  }

  /** Forgets the selected values, by what {@link #saveValues} saved of them. */
  public void remove(int table, long[] groups, int[] selected, int count, Batch saved, int first) {
    withKeys(
        table,
        groups,
        selected,
        count,
        saved,
        first,
        (key, hashes) -> {
          for (int i = 0; i < count; i++) {
            long row = tables[table].find(key, hashes[selected[i]], selected[i]);
            if (row != 0) {
              tables[table].remove(row);
            }
          }
        });
  }

  private interface KeyUse {
    void use(Column[] key, long[] hashes);
  }

  /** The keys in our table of values that were saved: the group's address and the value. */
  private void withKeys(
      int table, long[] groups, int[] selected, int count, Batch saved, int first, KeyUse use) {
    Column[] key = new Column[layout(table).keys().size()];
    long[] hashes = new long[saved.rows()];
    try (Column addresses = calls.addresses(groups, selected, count, saved.rows())) {
      key[0] = addresses;
      for (int i = 1; i < key.length; i++) {
        key[i] = saved.column(first + i - 1);
      }
      KeyHash.hash(key, saved.rows(), hashes);
      use.use(key, hashes);
    }
  }

  public long bytes() {
    long bytes = 0;
    for (GroupTable table : tables) {
      bytes += table.bytes();
    }
    return bytes;
  }

  public void clear() {
    for (GroupTable table : tables) {
      table.clear();
    }
  }

  @Override
  public void close() {
    for (GroupTable table : tables) {
      table.close();
    }
  }
}
