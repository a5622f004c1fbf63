package dev.laminar.internal.expr;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Fields of struct columns as columns, without copying their values. Stateless. */
final class StructFields {

  private StructFields() {}

  /** The column at a path, null where a struct above it is; the caller closes it. */
  static Column resolve(Batch input, List<Integer> path, BufferAllocator allocator) {
    Column at = input.column(path.getFirst()).retain();
    for (int field : path.subList(1, path.size())) {
      try (Column struct = at) {
        at = child(struct, field, input.rows(), allocator);
      }
    }
    return at;
  }

  private static Column child(Column struct, int field, int rows, BufferAllocator allocator) {
    Column child = struct.child(field);
    if (!struct.mayHaveNulls()) {
      return child.retain();
    }
    int bytes = (rows + 7) / 8;
    ArrowBuf both = allocator.buffer(Math.max(8, bytes));
    for (int i = 0; i < bytes; i++) {
      int bits = Mem.getByte(struct.validityAddress() + i);
      if (child.mayHaveNulls()) {
        bits &= Mem.getByte(child.validityAddress() + i);
      }
      Mem.putByte(both.memoryAddress() + i, (byte) bits);
    }
    return child.masked(both);
  }
}
