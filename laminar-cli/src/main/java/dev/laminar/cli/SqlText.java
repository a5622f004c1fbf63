package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SQL from several files as one text that still knows which line came from where. Immutable. */
record SqlText(List<Part> parts) {

  static final SqlText NONE = new SqlText(List.of());

  /** One file's text, variables replaced. */
  record Part(String name, String text) {}

  /** A line of a part. */
  record Place(String file, int line, String text) {}

  SqlText {
    parts = List.copyOf(parts);
  }

  /** Reads the files in their order; {@code -} is standard input. */
  static SqlText read(List<String> files, Map<String, String> variables) {
    Variables replacement = new Variables(variables);
    List<Part> parts = new ArrayList<>();
    for (String file : files) {
      parts.add(replaced(new Part(file, content(file)), replacement));
    }
    return new SqlText(parts);
  }

  /** The part with its variables replaced. */
  static Part replaced(Part raw, Variables replacement) {
    try {
      return new Part(raw.name(), replacement.replaceIn(raw.text()));
    } catch (LaminarException e) {
      throw new PlacedError(e, new SqlText(List.of(raw)));
    }
  }

  private static String content(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new LaminarException(ErrorCode.NOT_FOUND, "there is no file '" + file + "'", e);
    } catch (MalformedInputException e) {
      throw new LaminarException(
          ErrorCode.SYNTAX, "'" + file + "' is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(Path.of(file)) ? "it is a directory" : e.getMessage();
      throw new LaminarException(ErrorCode.NOT_FOUND, "cannot read '" + file + "': " + reason, e);
    }
  }

  /** All parts, a line break between them. */
  String all() {
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> all.append(part.text()).append('\n'));
    return all.toString();
  }

  /** Where a line, counted from 1 in {@link #all}, came from. */
  Place place(int line) {
    int left = line;
    for (Part part : parts) {
      String[] lines = part.text().split("\n", -1);
      if (left <= lines.length) {
        return new Place(part.name(), left, lines[left - 1]);
      }
      left -= lines.length;
    }
    return new Place("", line, "");
  }
}
