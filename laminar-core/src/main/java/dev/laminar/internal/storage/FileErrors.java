package dev.laminar.internal.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Says of a failed file operation what could not be done, why, and what helps. Stateless. */
final class FileErrors {

  private FileErrors() {}

  /** Like {@link #explain}; a directory, or what would lie in a file, is no object. */
  static IOException unreadable(Path path, IOException cause) {
    Path parent = path.getParent();
    boolean missing = Files.isDirectory(path) || (parent != null && Files.isRegularFile(parent));
    return explain("cannot read", path, missing ? new NoSuchFileException(path.toString()) : cause);
  }

  /**
   * An exception of the same meaning with a message for people.
   *
   * @param what what could not be done, such as "cannot write"
   */
  static IOException explain(String what, Path path, Exception cause) {
    if (cause instanceof NoSuchFileException) {
      NoSuchFileException missing =
          new NoSuchFileException(path.toString(), null, what + ": it is not there");
      missing.initCause(cause);
      return missing;
    }
    return new IOException(what + " " + path + ": " + reason(cause), cause);
  }

  /** A directory is no object: its name only begins those of others. */
  static void refuseDirectory(String what, Path path) throws NoSuchFileException {
    if (Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString(), null, what + ": it is a directory");
    }
  }

  private static String reason(Exception cause) {
    if (cause instanceof ReadOnlyFileSystemException) {
      return readOnly();
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied; let this program's user read and write the directory";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no directory; choose another place";
    }
    if (cause instanceof ClosedFileSystemException) {
      return "the file system is closed";
    }
    return ofSystem(cause);
  }

  /** The JDK has no types for these; the texts are those of the system's error numbers. */
  private static String ofSystem(Exception cause) {
    String text = text(cause);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("not enough space")) {
      return "no space left on the device; free some, or choose another place";
    }
    if (lower.contains("quota exceeded")) {
      return "the disk quota is used up; raise it, or choose another place";
    }
    if (lower.contains("read-only file system")) {
      return readOnly();
    }
    return text;
  }

  private static String readOnly() {
    return "the file system is read-only; mount it writable, or choose another place";
  }

  private static String text(Exception cause) {
    String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
