package dev.laminar.internal.exec;

import dev.laminar.spi.SplitReader;

/** How far a source's subtask is; splits that are being read count themselves. */
final class SourceCounts {

  final Count splits = new Count();
  final Count splitsDone = new Count();
  final Count bytesDone = new Count();
  final Count bytesTotal = new Count();

  void finished(SplitReader.Progress progress) {
    splitsDone.add(1);
    bytesDone.add(progress.done());
    bytesTotal.add(progress.total());
  }
}
