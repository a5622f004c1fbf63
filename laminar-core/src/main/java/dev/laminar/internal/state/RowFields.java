package dev.laminar.internal.state;

import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Typed fields side by side in an off-heap row: wide ones first, so that each is aligned.
 *
 * <p>Null bits come first: in a spare byte of the row if the caller names one and eight are enough,
 * else in whole words before the fields. Immutable.
 */
public final class RowFields {
  private static final int SPARE_BITS = 8;

  private final List<Slot> slots;
  private final int end;

  /**
   * @param start where the fields begin in the row, a multiple of 8
   * @param spareByte the offset of a byte that is free for null bits, or −1
   */
  public RowFields(List<Field> fields, int start, int spareByte) {
    int nullable = (int) fields.stream().filter(Field::nullable).count();
    boolean spare = nullable <= SPARE_BITS && spareByte >= 0;
    int nullBit = (spare ? spareByte : start) * 8;
    int offset = spare ? start : start + (nullable + 63) / 64 * 8;
    Slot[] made = new Slot[fields.size()];
    for (int width = 16; width >= 1; width /= 2) {
      for (int i = 0; i < made.length; i++) {
        DataType type = fields.get(i).type();
        if (Slot.width(type) == width) {
          made[i] = new Slot(type, offset, fields.get(i).nullable() ? nullBit++ : -1);
          offset += width;
        }
      }
    }
    this.slots = List.of(made);
    this.end = (offset + 7) & ~7;
  }

  public List<Slot> slots() {
    return slots;
  }

  public int size() {
    return slots.size();
  }

  public Slot slot(int index) {
    return slots.get(index);
  }

  /** Where the fields end in the row, a multiple of 8. */
  public int end() {
    return end;
  }

  public List<DataType> types() {
    List<DataType> types = new ArrayList<>();
    slots.forEach(slot -> types.add(slot.type()));
    return types;
  }

  /** Writes one row's values into fields that are all zero. */
  public void write(long row, Column[] columns, int i, Arena arena) {
    for (int f = 0; f < columns.length; f++) {
      slots.get(f).write(row, columns[f], i, arena);
    }
  }

  public void copy(long row, long from, Arena arena) {
    for (Slot slot : slots) {
      slot.copy(row, from, arena);
    }
  }

  public void clear(long row, Arena arena) {
    for (Slot slot : slots) {
      slot.clear(row, arena);
    }
  }

  public boolean equal(long row, Column[] columns, int i) {
    for (int f = 0; f < columns.length; f++) {
      if (!slots.get(f).equal(row, columns[f], i)) {
        return false;
      }
    }
    return true;
  }

  public boolean equalRows(long a, long b) {
    for (Slot slot : slots) {
      if (!slot.equalRows(a, b)) {
        return false;
      }
    }
    return true;
  }
}
