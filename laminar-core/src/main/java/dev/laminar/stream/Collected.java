package dev.laminar.stream;

import java.util.List;

/** The values of a stream, kept in memory: inserts minus retracts. Any thread may read it. */
public interface Collected<T> {

  /** A copy of what there is now, in order of arrival. */
  List<T> values();
}
