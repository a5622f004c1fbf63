package dev.laminar.cli;

import dev.laminar.ErrorCode;

/** What the process's exit status says; {@code docs/guide/cli.md} lists them. */
final class ExitCode {

  static final int OK = 0;
  static final int USER = 1;

  /** Wrong use of the command line itself, as picocli reports it. */
  static final int USAGE = 2;

  static final int EXTERNAL = 3;
  static final int RESOURCE = 4;
  static final int BUG = 70;

  /** 128 + SIGINT, as shells expect after Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(ErrorCode code) {
    return switch (code.kind()) {
      case USER -> USER;
      case EXTERNAL -> EXTERNAL;
      case RESOURCE -> RESOURCE;
      case BUG -> BUG;
    };
  }
}
