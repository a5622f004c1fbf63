package dev.laminar.benchmarks.nexmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the fresh JVM does: a run to warm up, then the measured one, whose line it prints. */
final class QueryRun {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private QueryRun() {}

  /** Takes {@link RunSpec#arguments}. */
  public static void main(String[] args) throws Exception {
    System.out.println(measure(RunSpec.parse(List.of(args))).line());
  }

  /** Measures in this JVM. */
  static Measurement measure(RunSpec spec) throws Exception {
    Workload workload =
        spec.query().equals(Queries.GENERATOR)
            ? new GeneratorWorkload(spec)
            : new SqlWorkload(spec);
    if (spec.warmup() > 0) {
      workload.prepare(spec.warmup()).run();
    }
    Workload.Prepared prepared = workload.prepare(spec.events());
    System.gc();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    long rows = prepared.run();
    long nanos = System.nanoTime() - begin;
    cpu = system.getProcessCpuTime() - cpu;
    return new Measurement(spec.query(), spec.events(), nanos, cpu, peakBytes(), rows);
  }

  /** The most memory that this process ever held; 0 where there is no Linux to say it. */
  private static long peakBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
