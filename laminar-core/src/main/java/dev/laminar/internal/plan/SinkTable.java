package dev.laminar.internal.plan;

import dev.laminar.spi.Sink;
import java.util.List;

/** A table to write to; {@code primaryKey} names columns, empty if there is none. */
public record SinkTable(
    String name, String connector, Sink sink, List<String> primaryKey, BadData badData) {
  public SinkTable {
    primaryKey = List.copyOf(primaryKey);
  }
}
