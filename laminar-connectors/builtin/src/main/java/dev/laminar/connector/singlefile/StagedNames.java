package dev.laminar.connector.singlefile;

import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of staged files: hidden, beside the target, {@code .target.job.run-number.staged}. A job's
 * name has no dot, so that all files of a job and a target are found again and no others.
 */
final class StagedNames {

  private static final String END = ".staged";

  private StagedNames() {}

  private static String prefix(Path target, Transaction transaction) {
    return "." + target.getFileName() + "." + transaction.job() + ".";
  }

  static Path name(Path target, Transaction transaction, int number) {
    return target.resolveSibling(
        prefix(target, transaction) + transaction.run() + "-" + number + END);
  }

  /** What all runs of the job have staged for the target. */
  static List<Path> all(Path target, Transaction transaction) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    List<Path> found = new ArrayList<>();
    if (folder == null || !Files.isDirectory(folder)) {
      return found;
    }
    String prefix = prefix(target, transaction);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(prefix) && name.endsWith(END)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
