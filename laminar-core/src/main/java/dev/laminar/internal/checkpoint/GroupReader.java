package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.StateFileReader.Block;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Goes through an operator's key groups one after the other and reads several at once as long as
 * that takes little memory. One thread.
 */
public final class GroupReader implements AutoCloseable {

  private final StateReader reader;
  private final String operator;
  private final int endGroup;
  private final BufferAllocator allocator;
  private final long readAtOnce;
  private final Deque<Block> ahead = new ArrayDeque<>();
  private int next;
  private int readTo;

  GroupReader(
      StateReader reader,
      String operator,
      int firstGroup,
      int endGroup,
      BufferAllocator allocator,
      long readAtOnce) {
    this.reader = reader;
    this.operator = operator;
    this.endGroup = endGroup;
    this.allocator = allocator;
    this.readAtOnce = readAtOnce;
    this.next = firstGroup;
    this.readTo = firstGroup;
  }

  public boolean hasNext() {
    return next < endGroup;
  }

  /** The key group that {@link #next} will read. */
  public int keyGroup() {
    return next;
  }

  /** The blocks of the next key group in the order of replay; the caller closes them. */
  public List<Block> next() throws IOException {
    if (next == readTo) {
      readAhead();
    }
    List<Block> blocks = new ArrayList<>();
    while (!ahead.isEmpty() && ahead.peek().keyGroup() == next) {
      blocks.add(ahead.remove());
    }
    next++;
    return blocks;
  }

  private void readAhead() throws IOException {
    int to = next + 1;
    while (to < endGroup && reader.bytes(operator, next, to + 1) <= readAtOnce) {
      to++;
    }
    List<Block> blocks = reader.read(operator, next, to, allocator);
    blocks.sort((a, b) -> Integer.compare(a.keyGroup(), b.keyGroup())); // stable
    ahead.addAll(blocks);
    readTo = to;
  }

  @Override
  public void close() {
    ahead.forEach(Block::close);
    ahead.clear();
    next = endGroup;
  }
}
