package dev.laminar.sql.testing;

/** The ways in which each case is run; all have to give what the case expects. */
public enum Way {
  /** One task per stage. */
  ONE_TASK(1, 8192, false),
  /** Three tasks per stage. */
  THREE_TASKS(3, 8192, false),
  /** Batches of a single row. */
  ROW_BY_ROW(1, 1, false),
  /** Stopped at each tick with a snapshot and gone on at another parallelism. */
  RESTORED(2, 8192, true);

  private final int parallelism;
  private final int batchRows;
  private final boolean restores;

  Way(int parallelism, int batchRows, boolean restores) {
    this.parallelism = parallelism;
    this.batchRows = batchRows;
    this.restores = restores;
  }

  /** Subtasks in the given run, from 0: restored runs alternate between 2 and 3. */
  int parallelism(int run) {
    return restores ? parallelism + run % 2 : parallelism;
  }

  int batchRows() {
    return batchRows;
  }

  boolean restores() {
    return restores;
  }
}
