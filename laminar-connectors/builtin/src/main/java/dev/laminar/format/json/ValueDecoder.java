package dev.laminar.format.json;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;

/** Decodes one JSON value after the other into one column. One thread. */
abstract class ValueDecoder {

  /** The field's path, for messages. */
  final String name;

  final ColumnBuilder column;
  private final boolean required;

  ValueDecoder(String name, Field field, ColumnBuilder column) {
    this.name = name;
    this.column = column;
    this.required = !field.nullable();
  }

  /** The decoder for a column of any type. */
  static ValueDecoder of(String name, Field field, ColumnBuilder column, DecoderContext context) {
    return switch (field.type()) {
      case DataType.Bool t -> new ScalarDecoders.BooleanDecoder(name, field, column);
      case DataType.Int t -> new ScalarDecoders.IntegerDecoder(name, field, column, t);
      case DataType.Float32 t -> new ScalarDecoders.DoubleDecoder(name, field, column);
      case DataType.Float64 t -> new ScalarDecoders.DoubleDecoder(name, field, column);
      case DataType.Decimal t -> new ScalarDecoders.DecimalDecoder(name, field, column, t);
      case DataType.Text t -> new TextDecoder(name, field, column, context);
      case DataType.Json t -> new TextDecoder(name, field, column, context);
      case DataType.Bytes t -> new ScalarDecoders.BytesDecoder(name, field, column);
      case DataType.Date t -> new TimeDecoders.DateDecoder(name, field, column);
      case DataType.Time t -> new TimeDecoders.TimeOfDayDecoder(name, field, column);
      case DataType.Timestamp t ->
          new TimeDecoders.TimestampDecoder(name, field, column, t, context.timestamps());
      case DataType.MonthInterval t -> new TimeDecoders.MonthsDecoder(name, field, column);
      case DataType.TimeInterval t -> new TimeDecoders.DurationDecoder(name, field, column);
      case DataType.ListOf t -> new NestedDecoders.ListDecoder(name, field, column, t, context);
      case DataType.MapOf t -> new NestedDecoders.MapDecoder(name, field, column, t, context);
      case DataType.Struct t -> new NestedDecoders.StructDecoder(name, field, column, t, context);
    };
  }

  /** Decodes the next value and appends it. */
  final void read(JsonCursor in) {
    int first = in.peek();
    if (first == 'n') {
      long start = in.at;
      in.literal("null");
      absent(start);
    } else {
      value(in, first);
    }
  }

  /** Appends what stands for a value that is not there. */
  final void absent(long address) {
    if (required) {
      throw new JsonError(
          "field '" + name + "' is NOT NULL, but the record has no value for it", address, false);
    }
    column.appendNull();
  }

  /** Decodes the next value, which is not null and begins with {@code first}. */
  abstract void value(JsonCursor in, int first);

  static boolean isNumber(int first) {
    return first == '-' || (first >= '0' && first <= '9');
  }
}
