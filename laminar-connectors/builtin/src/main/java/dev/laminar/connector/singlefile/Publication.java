package dev.laminar.connector.singlefile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;

/**
 * What an epoch adds to the target: bytes {@code base} to {@code after}, which are those of a
 * staged file. It stands in the checkpoint, as text.
 *
 * @param replaces whether the staged file takes the target's place; {@code base} is 0 then
 * @param staged name of the staged file; empty if the epoch adds nothing
 * @param target the target's path as the table had it, which an edited query may have changed
 */
record Publication(long base, long after, boolean replaces, String staged, String target) {

  private static final String VERSION = "1";
  private static final char BETWEEN_NAMES = '\0'; // no path has it

  String text() {
    return String.join(
        " ",
        VERSION,
        Long.toString(base),
        Long.toString(after),
        replaces ? "replace" : "append",
        staged + BETWEEN_NAMES + target);
  }

  static Publication parse(String text) {
    String[] parts = text.split(" ", 5);
    int names = text.indexOf(BETWEEN_NAMES);
    if (parts.length != 5 || !parts[0].equals(VERSION) || names < 0) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED,
          "the checkpoint says of a single_file sink '"
              + text
              + "', which this version does not know: restore with the version that wrote it");
    }
    return new Publication(
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        parts[3].equals("replace"),
        parts[4].substring(0, parts[4].indexOf(BETWEEN_NAMES)),
        text.substring(names + 1));
  }
}
