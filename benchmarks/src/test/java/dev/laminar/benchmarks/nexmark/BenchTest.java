package dev.laminar.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchTest {

  private static final int EVENTS = 5_000;
  private static final int BIDS = EVENTS / 50 * 46;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static List<String> queries() {
    return Queries.names();
  }

  private int bench(String... args) {
    try (PrintStream outPrint = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errPrint = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      return Bench.run(List.of(args), outPrint, errPrint, options -> QueryRun::measure);
    }
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_runsAndGivesRows(String query) {
    int exit =
        bench(
            "nexmark", query, "--events", "5000", "--rate", "100", "--runs", "1", "--warmup", "0");

    assertThat(errors()).as(query).doesNotContain("error:");
    assertThat(exit).isZero();
    String row =
        output().lines().filter(line -> line.startsWith(query + " ")).findFirst().orElseThrow();
    assertThat(rowsOut(row)).isPositive();
  }

  @Test
  void passThrough_givesEveryBid() {
    assertThat(bench("nexmark", "q0", "--events", "5k", "--runs", "1")).isZero();

    assertThat(rowsOut(output().lines().toList().get(1))).isEqualTo(BIDS);
  }

  @Test
  void generator_givesEveryEvent() {
    assertThat(bench("nexmark", "gen", "--events", "5k", "--runs", "1")).isZero();

    assertThat(rowsOut(output().lines().toList().get(1))).isEqualTo(EVENTS);
  }

  private static long rowsOut(String row) {
    return Long.parseLong(row.substring(row.lastIndexOf(' ') + 1).replace(",", ""));
  }

  @Test
  void json_hasEveryRun() {
    assertThat(bench("nexmark", "gen,q2", "--events", "5k", "--runs", "2", "--json")).isZero();

    assertThat(output().lines().filter(line -> line.contains("\"query\": \"q2\""))).hasSize(2);
    assertThat(output())
        .contains("\"events\": 5000, \"warmup\": 1250,")
        .contains("\"rows_out\": 5000");
  }

  @Test
  void unknownWords_areRefusedWithWhatThereIs() {
    assertThat(bench("nexmark", "q99")).isEqualTo(2);
    assertThat(bench("nexmark", "--speed", "9")).isEqualTo(2);
    assertThat(bench("nexmark", "--events", "many")).isEqualTo(2);
    assertThat(bench("nexmark", "--events")).isEqualTo(2);
    assertThat(bench("tpch")).isEqualTo(2);

    assertThat(errors())
        .contains("unknown query 'q99'; there are all, gen, q0")
        .contains("unknown option --speed")
        .contains("--events: expected a number such as 500000 or 20M, at least 1, got many")
        .contains("--events: expected a value after it")
        .contains("expected the benchmark's name, nexmark");
  }

  @Test
  void measurement_survivesTheWayBetweenProcesses() {
    Measurement one = new Measurement("q5", 10, 20, 30, 40, 50);

    assertThat(Measurement.parse(one.line())).contains(one);
    assertThat(Measurement.parse("a line of something else")).isEmpty();
    RunSpec spec = new RunSpec("q5", 1, 2, 3, 4, Duration.ofSeconds(5));
    assertThat(RunSpec.parse(spec.arguments())).isEqualTo(spec);
  }

  @Test
  void freshJvm_measuresInAnotherProcess() throws Exception {
    Measurement one =
        new FreshJvm("64m", java.util.Optional.empty())
            .measure(new RunSpec("q0", EVENTS, 0, 100, 1, Duration.ofMillis(10)));

    assertThat(one.rows()).isEqualTo(BIDS);
    assertThat(one.cpuNanos()).isPositive();
  }
}
