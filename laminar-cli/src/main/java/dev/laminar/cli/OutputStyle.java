package dev.laminar.cli;

/** How the rows of a SELECT are shown. */
enum OutputStyle {
  /** A table if standard output is a terminal, else JSON lines. */
  AUTO,
  TABLE,
  JSON;

  boolean asTable(Terminal terminal) {
    return switch (this) {
      case AUTO -> terminal.outIsTerminal();
      case TABLE -> true;
      case JSON -> false;
    };
  }
}
