package dev.laminar.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error, as UTF-8, and whether a person looks at them. The launcher tells by
 * environment variables, since Java cannot tell the two apart. Any thread.
 */
record Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {

  private static final int BUFFER = 1 << 16;

  static Terminal system() {
    return new Terminal(
        stream(FileDescriptor.out, false),
        stream(FileDescriptor.err, true),
        "1".equals(System.getenv("LMNR_STDOUT_TTY")),
        "1".equals(System.getenv("LMNR_STDERR_TTY")));
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean flush) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        flush,
        StandardCharsets.UTF_8);
  }
}
