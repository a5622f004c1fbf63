package dev.laminar.internal.checkpoint;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.List;

/** Column types as bytes. The numbers are part of the format: none is ever changed. Stateless. */
final class TypeCodec {

  private static final int DEEPEST = 64;

  private TypeCodec() {}

  static void write(List<DataType> types, ByteOutput out) {
    out.putVarint(types.size());
    types.forEach(type -> write(type, out));
  }

  static List<DataType> readAll(ByteInput in) throws CorruptStateException {
    int count = in.getIndex(1 << 16);
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      types.add(read(in, 0));
    }
    return types;
  }

  private static void write(DataType type, ByteOutput out) {
    switch (type) {
      case DataType.Bool t -> out.putByte(1);
      case DataType.Int t -> {
        out.putByte(t.signed() ? 2 : 3);
        out.putByte(t.bits());
      }
      case DataType.Float32 t -> out.putByte(4);
      case DataType.Float64 t -> out.putByte(5);
      case DataType.Decimal t -> {
        out.putByte(6);
        out.putByte(t.precision());
        out.putVarint(zigzag(t.scale()));
      }
      case DataType.Text t -> out.putByte(7);
      case DataType.Bytes t -> out.putByte(8);
      case DataType.Date t -> out.putByte(9);
      case DataType.Time t -> out.putByte(10);
      case DataType.Timestamp t -> {
        out.putByte(t.withZone() ? 12 : 11);
        out.putByte(t.precision());
      }
      case DataType.MonthInterval t -> out.putByte(13);
      case DataType.TimeInterval t -> out.putByte(14);
      case DataType.Json t -> out.putByte(15);
      case DataType.ListOf t -> {
        out.putByte(16);
        write(t.element(), out);
      }
      case DataType.MapOf t -> {
        out.putByte(17);
        write(t.key(), out);
        write(t.value(), out);
      }
      case DataType.Struct t -> {
        out.putByte(18);
        out.putVarint(t.fields().size());
        t.fields().forEach(field -> write(field, out));
      }
    }
  }

  private static void write(Field field, ByteOutput out) {
    out.putText(field.name());
    out.putByte(field.nullable() ? 1 : 0);
    write(field.type(), out);
  }

  private static long zigzag(int value) {
    return (((long) value << 1) ^ (value >> 31)) & 0xffffffffL;
  }

  private static int unzigzag(int value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private static DataType read(ByteInput in, int depth) throws CorruptStateException {
    if (depth > DEEPEST) {
      throw in.damaged("a column type is nested too deeply");
    }
    int tag = in.getByte();
    return switch (tag) {
      case 1 -> DataType.BOOLEAN;
      case 2, 3 -> new DataType.Int(in.getByte(), tag == 2);
      case 4 -> DataType.FLOAT;
      case 5 -> DataType.DOUBLE;
      case 6 -> new DataType.Decimal(in.getByte(), unzigzag((int) in.getVarint()));
      case 7 -> DataType.TEXT;
      case 8 -> DataType.BYTES;
      case 9 -> DataType.DATE;
      case 10 -> DataType.TIME;
      case 11, 12 -> new DataType.Timestamp(in.getByte(), tag == 12);
      case 13 -> new DataType.MonthInterval();
      case 14 -> new DataType.TimeInterval();
      case 15 -> DataType.JSON;
      case 16 -> new DataType.ListOf(readField(in, depth));
      case 17 -> new DataType.MapOf(read(in, depth + 1), readField(in, depth));
      case 18 -> new DataType.Struct(readFields(in, depth));
      default -> throw in.newer("an unknown column type (" + tag + ")");
    };
  }

  private static Field readField(ByteInput in, int depth) throws CorruptStateException {
    String name = in.getText();
    boolean nullable = in.getByte() != 0;
    return new Field(name, read(in, depth + 1), nullable);
  }

  private static List<Field> readFields(ByteInput in, int depth) throws CorruptStateException {
    int count = in.getIndex(1 << 16);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(readField(in, depth));
    }
    return fields;
  }
}
