package dev.laminar.benchmarks.nexmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures each run in a JVM of its own: the same java, class path and options as this one, a heap
 * of a fixed size whose pages are touched before anything is timed.
 *
 * @param heap the heap's size, such as {@code 1g}
 * @param recordings where each run leaves a flight recording; empty for none
 */
record FreshJvm(String heap, Optional<String> recordings) implements Bench.Runner {

  @Override
  public Measurement measure(RunSpec spec) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(spec)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    try {
      Optional<Measurement> measured = read(process);
      int exit = process.waitFor();
      if (exit != 0 || measured.isEmpty()) {
        throw new IOException("the JVM of " + spec.query() + " ended with " + exit);
      }
      return measured.get();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<Measurement> read(Process process) throws IOException {
    Optional<Measurement> measured = Optional.empty();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Optional<Measurement> found = Measurement.parse(line);
        measured = found.isPresent() ? found : measured;
      }
    }
    return measured;
  }

  private List<String> command(RunSpec spec) {
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseThrow(() -> new IllegalStateException("the system does not tell java's path"));
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-XX:+AlwaysPreTouch", "-Xms" + heap, "-Xmx" + heap));
    recordings.ifPresent(
        folder ->
            command.add(
                "-XX:StartFlightRecording=settings=profile,filename="
                    + folder
                    + "/"
                    + spec.query()
                    + ".jfr"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(QueryRun.class.getName());
    command.addAll(spec.arguments());
    return command;
  }
}
