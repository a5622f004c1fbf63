package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.JobMetrics.SourceProgress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void line_addsSourcesUp_andGuessesTheEnd() {
    List<SourceProgress> sources =
        List.of(
            new SourceProgress("a", 1000, 1_000_000, 3_000_000, 1, 0),
            new SourceProgress("b", 500, 1_000_000, 1_000_000, 1, 1));
    assertThat(Progress.line(sources, 2))
        .isEqualTo(" 50%  2.0 MB of 4.0 MB  1,500 rows  750 rows/s  ETA 2 s");
  }

  @Test
  void line_withoutKnownSize_hasRowsOnly() {
    List<SourceProgress> sources = List.of(new SourceProgress("a", 8, 0, 0, 1, 0));
    assertThat(Progress.line(sources, 4)).isEqualTo("8 rows  2 rows/s");
  }

  @Test
  void line_whenAllIsRead_hasNoEta() {
    List<SourceProgress> sources = List.of(new SourceProgress("a", 10, 70, 70, 1, 1));
    assertThat(Progress.line(sources, 1)).isEqualTo("100%  0.0 MB of 0.0 MB  10 rows  10 rows/s");
  }
}
