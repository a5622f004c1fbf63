package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import java.util.List;
import java.util.function.Consumer;

/** Gives an operator its state back. */
public interface SnapshotReader {

  /**
   * All rows of a keyed table in the key groups that this instance owns; the consumer closes them.
   */
  void keyed(String table, Consumer<Batch> rows);

  /**
   * What each former instance wrote under that name, whatever the parallelism was then and is now.
   */
  List<byte[]> instance(String name);
}
