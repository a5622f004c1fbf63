package dev.laminar.format.json;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;

/**
 * Text and JSON columns. A string without escapes is not copied: the column's view points into the
 * input. A text column takes a value of another kind as it is written; a JSON column takes every
 * value as it is written.
 */
final class TextDecoder extends ValueDecoder {

  private final DecoderContext context;
  private final boolean json;
  private int turn = -1;
  private int blob;

  TextDecoder(String name, Field field, ColumnBuilder column, DecoderContext context) {
    super(name, field, column);
    this.context = context;
    this.json = field.type() instanceof DataType.Json;
  }

  @Override
  void value(JsonCursor in, int first) {
    if (first != '"' || json) {
      long start = in.at;
      in.skipValue();
      append(start, in.at);
      return;
    }
    in.string();
    if (in.escaped) {
      byte[] bytes = in.unescape();
      append(bytes, in.unescapedLength);
    } else {
      append(in.textStart, in.textEnd);
    }
  }

  /** Appends these bytes of the shared buffer. */
  void append(long from, long to) {
    int length = (int) (to - from);
    if (length <= Column.INLINE) {
      column.appendBytes(from, length);
      return;
    }
    if (turn != context.turn()) {
      turn = context.turn();
      blob = context.share(column);
    }
    column.appendShared(blob, (int) (from - context.base()), length);
  }

  private void append(byte[] bytes, int length) {
    int row = column.size();
    column.reserve(row + 1);
    long target = column.startBytes(row, length);
    Mem.copy(bytes, 0, target, length);
    column.finishBytes(row, target, length);
    column.setSize(row + 1);
  }
}
