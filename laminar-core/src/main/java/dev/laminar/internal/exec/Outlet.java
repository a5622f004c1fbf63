package dev.laminar.internal.exec;

import dev.laminar.data.Batch;

/** Where rows leave a task: an exchange or a sink. Belongs to its task. */
interface Outlet {

  /** Takes over a batch that has rows. Never blocks. */
  void emit(Batch batch);

  /** Passes on a watermark, tick, barrier or end, whatever is waiting. */
  void mark(Element marker);

  /** Whether the task is to take no further input now; if so it will be signalled. */
  boolean blocked();

  /** Bytes that wait behind this outlet. */
  long queuedBytes();
}
