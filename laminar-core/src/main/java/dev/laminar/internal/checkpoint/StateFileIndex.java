package dev.laminar.internal.checkpoint;

import dev.laminar.data.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The footer of a state file: what each block is and where. Blocks have numbers in the order of
 * their writing. Immutable; any thread.
 */
final class StateFileIndex {

  private record Shape(String operator, String table, boolean removed, List<DataType> types) {}

  /** Chooses blocks by number. */
  interface Choice {
    boolean wants(int block);
  }

  private final List<Shape> shapes;
  private final int[] shape;
  private final int[] keyGroup;
  private final int[] rows;
  private final int[] checksum;
  private final long[] offset; // one more than there are blocks
  private final Map<String, int[]> byOperator = new HashMap<>();

  private StateFileIndex(List<Shape> shapes, int blocks) {
    this.shapes = shapes;
    this.shape = new int[blocks];
    this.keyGroup = new int[blocks];
    this.rows = new int[blocks];
    this.checksum = new int[blocks];
    this.offset = new long[blocks + 1];
  }

  /**
   * Reads a footer whose checksum was right.
   *
   * @param footerAt where it begins, which is where the blocks end
   */
  static StateFileIndex read(String file, long footerAt, byte[] footer)
      throws CorruptStateException {
    ByteInput in = new ByteInput(file, footerAt, footer);
    List<String> texts = new ArrayList<>();
    int textCount = in.getIndex(footer.length);
    for (int i = 0; i < textCount; i++) {
      texts.add(in.getText());
    }
    List<Shape> shapes = new ArrayList<>();
    int shapeCount = in.getIndex(footer.length);
    for (int i = 0; i < shapeCount; i++) {
      String operator = texts.get(in.getIndex(texts.size() - 1));
      String table = texts.get(in.getIndex(texts.size() - 1));
      boolean removed = in.getByte() != 0;
      shapes.add(new Shape(operator, table, removed, TypeCodec.readAll(in)));
    }
    StateFileIndex index = new StateFileIndex(shapes, in.getIndex(footer.length));
    index.readBlocks(in);
    if (!in.atEnd() || index.offset[index.blocks()] != footerAt) {
      throw in.damaged("the footer does not fit the blocks");
    }
    index.sortByOperator();
    return index;
  }

  private void readBlocks(ByteInput in) throws CorruptStateException {
    long at = StateFormat.HEADER;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.getIndex(shapes.size() - 1);
      keyGroup[i] = in.getIndex(Integer.MAX_VALUE);
      rows[i] = in.getIndex(Integer.MAX_VALUE);
      int codec = in.getByte();
      if (codec != StateFormat.PLAIN) {
        throw in.newer("a block is compressed in an unknown way (" + codec + ")");
      }
      offset[i] = at;
      at += in.getIndex(Integer.MAX_VALUE);
      checksum[i] = in.getInt();
    }
    offset[shape.length] = at;
  }

  private void sortByOperator() {
    Map<String, List<Integer>> lists = new HashMap<>();
    for (int i = 0; i < shape.length; i++) {
      lists.computeIfAbsent(shapes.get(shape[i]).operator(), key -> new ArrayList<>()).add(i);
    }
    lists.forEach(
        (operator, blocks) ->
            byOperator.put(operator, blocks.stream().mapToInt(Integer::intValue).toArray()));
  }

  int blocks() {
    return shape.length;
  }

  /** The operators that have blocks. */
  Set<String> operators() {
    return new TreeSet<>(byOperator.keySet());
  }

  /** An operator's blocks that are wanted, in the order of their writing. */
  int[] choose(String operator, Choice choice) {
    int[] all = byOperator.getOrDefault(operator, new int[0]);
    int[] chosen = new int[all.length];
    int count = 0;
    for (int block : all) {
      if (choice.wants(block)) {
        chosen[count++] = block;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  String table(int block) {
    return shapes.get(shape[block]).table();
  }

  boolean isRemoved(int block) {
    return shapes.get(shape[block]).removed();
  }

  List<DataType> types(int block) {
    return shapes.get(shape[block]).types();
  }

  int keyGroup(int block) {
    return keyGroup[block];
  }

  int rows(int block) {
    return rows[block];
  }

  int length(int block) {
    return (int) (offset[block + 1] - offset[block]);
  }

  long offset(int block) {
    return offset[block];
  }

  long end(int block) {
    return offset[block + 1];
  }

  int checksum(int block) {
    return checksum[block];
  }
}
