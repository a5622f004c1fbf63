package dev.laminar.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code lmnr} as a process of its own, that can be killed. One thread. */
final class Child implements AutoCloseable {

  private final Process process;
  private final Path stderr;

  private Child(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
  }

  /**
   * Starts it.
   *
   * @param limit the largest file that it may write, in blocks of 512 bytes, as if the disk were
   *     full; 0 for none
   */
  static Child start(Path log, int limit, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (limit > 0) {
      command.addAll(List.of("sh", "-c", "ulimit -f " + limit + "; exec \"$@\"", "lmnr"));
    }
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx1g",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.laminar.cli.Main"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(log.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Child(process, log);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for the end; whether it has come. */
  boolean ended(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  int exit() {
    return process.exitValue();
  }

  /** {@code kill -9}; false if it had ended by itself. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive && process.exitValue() != 0;
  }

  /** Ctrl-C's milder sister, SIGTERM. */
  void terminate() {
    process.destroy();
  }

  String err() throws IOException {
    return Files.readString(stderr);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
