package dev.laminar.spi;

import dev.laminar.data.Schema;
import java.io.IOException;
import java.util.List;

/**
 * The reading side of a table. Stateless; methods that may block run on virtual threads.
 *
 * <p>The engine lists splits, gives each to a task, and opens a reader at the position that the
 * last snapshot kept for it.
 */
public interface Source {

  /**
   * The columns that can be read, inferred from the system if the table declares none. May block.
   */
  Schema schema();

  /** Whether its end comes by itself. */
  boolean bounded();

  /**
   * The splits that exist now. Called once if {@link #bounded}, again and again otherwise. May
   * block.
   */
  List<Split> splits(int parallelism) throws IOException;

  /** Opens a split. Called on the thread that will {@link SplitReader#fetch}. May block. */
  SplitReader<?> open(Split split, ReadContext context) throws IOException;
}
