package dev.laminar.connector.singlefile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.Options;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a single_file table says. */
record SingleFileOptions(Path path, Compression compression) {

  static final String PATH = "path";
  static final String COMPRESSION = "compression";

  static SingleFileOptions of(Options options) {
    Path path = path(options.text(PATH));
    return new SingleFileOptions(
        path, Compression.of(options.text(COMPRESSION, "auto"), path.toString()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text.startsWith("file://") ? text.substring("file://".length()) : text);
    } catch (InvalidPathException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option 'path': expected the path of a file, got '" + text + "': " + e.getReason(),
          e);
    }
  }
}
