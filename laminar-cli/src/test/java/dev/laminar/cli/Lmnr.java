package dev.laminar.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one call of {@code lmnr} came to: its exit status and both of its outputs. */
record Lmnr(int exit, String out, String err) {

  /** Runs the command as it would run with its outputs piped. The working directory is the root. */
  static Lmnr run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), false, false);
    int exit = Main.run(terminal, args);
    return new Lmnr(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
