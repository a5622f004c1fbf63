package dev.laminar.connector.singlefile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what is wrong with a file, and what to do. Stateless. */
final class FileErrors {

  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  private FileErrors() {}

  /** Refuses a path from which no file can be read. */
  static void checkReadable(Path path) {
    if (Files.isDirectory(path)) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "expected a file, but '" + path + "' is a directory: name one of the files in it");
    }
    if (!Files.exists(path)) {
      throw missing(path, new NoSuchFileException(path.toString()));
    }
    if (!Files.isReadable(path)) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "file '" + path + "' may not be read: give this user permission to read it");
    }
  }

  private static LaminarException missing(Path path, IOException cause) {
    Path folder = path.toAbsolutePath().getParent();
    String hint;
    if (folder == null || !Files.isDirectory(folder)) {
      hint = "its folder does not exist either";
    } else {
      hint =
          nearest(folder, path)
              .map(name -> "did you mean '" + path.resolveSibling(name) + "'?")
              .orElse("the folder '" + folder + "' has none with a name like it");
    }
    String relative = path.isAbsolute() ? "" : " (in " + Path.of("").toAbsolutePath() + ")";
    return new LaminarException(
        ErrorCode.NOT_FOUND, "there is no file '" + path + "'" + relative + "; " + hint, cause);
  }

  private static Optional<String> nearest(Path folder, Path path) {
    Path wanted = path.getFileName();
    if (wanted == null) {
      return Optional.empty();
    }
    String name = wanted.toString().toLowerCase(Locale.ROOT);
    int most = Math.max(2, name.length() / 3);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> String.valueOf(file.getFileName()))
          .filter(other -> distance(name, other.toLowerCase(Locale.ROOT)) <= most)
          .min(Comparator.comparingInt(other -> distance(name, other.toLowerCase(Locale.ROOT))));
    } catch (IOException e) {
      return Optional.empty(); // only a hint is lost
    }
  }

  /** The edit distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** What a failure to read means, given how far it came. */
  static LaminarException reading(
      Path path, Compression compression, long read, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    boolean cutOff = cause instanceof EOFException || message.contains("Truncated");
    if (compression == Compression.NONE) {
      return new LaminarException(
          ErrorCode.EXTERNAL, "file '" + path + "' cannot be read: " + message, cause);
    }
    String what =
        cutOff
            ? "is cut off: its "
                + compression.shown()
                + " data ends too early, after "
                + read
                + " uncompressed bytes; copy it again"
            : "is expected to be "
                + compression.shown()
                + " data, but is not, after "
                + read
                + " uncompressed bytes ("
                + message
                + "); if it is not compressed say"
                + " compression = 'none'";
    return new LaminarException(ErrorCode.BAD_DATA, "file '" + path + "' " + what, cause);
  }

  /** Refuses a path to which no file can be written. */
  static void checkWritable(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path) || folder == null) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "expected a file to write, but '" + path + "' is a directory: name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "file '"
              + path
              + "' cannot be written because there is no folder '"
              + folder
              + "': create it first");
    }
    if (!Files.isWritable(folder)) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND,
          "file '"
              + path
              + "' cannot be written because this user may not write to the folder '"
              + folder
              + "'");
    }
  }

  /** What a failure to write means. */
  static LaminarException writing(Path path, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    String file = "file '" + path + "' cannot be written: ";
    if (FULL.stream().anyMatch(message::contains)) {
      return new LaminarException(
          ErrorCode.RESOURCE, file + "the disk is full (" + message + "); free some space", cause);
    }
    boolean forbidden =
        cause instanceof AccessDeniedException || message.contains("Read-only file system");
    String why =
        forbidden
            ? "this user may not, or not any more, write to its folder (" + message + ")"
            : cause instanceof NoSuchFileException ? "'" + message + "' is gone" : message;
    return new LaminarException(ErrorCode.EXTERNAL, file + why, cause);
  }
}
