package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columns_areAsWideAsTheirContent_andNumbersStandRight() {
    TextTable table = new TextTable(List.of("origin", "n"), new boolean[] {false, true});
    table.add(List.of("LAS", "5"), null);
    table.add(List.of("Zürich", "1234"), null);
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.render())
        .isEqualTo(
            """
             origin │    n
            ────────┼──────
             LAS    │    5
             Zürich │ 1234
            """);
  }

  @Test
  void firstCell_standsInFront() {
    TextTable table = new TextTable(List.of("±", "a"), new boolean[2]);
    table.add(List.of("x"), "+");
    assertThat(table.render()).endsWith(" + │ x\n");
  }

  @Test
  void wideAndBrokenTexts_stayOnOneLine() {
    TextTable table = new TextTable(List.of("a"), new boolean[1]);
    table.add(List.of("one\ntwo\tthree\r"), null);
    table.add(List.of("😀".repeat(100)), null);
    List<String> lines = table.render().lines().toList();
    assertThat(lines.get(2)).isEqualTo(" one⏎two three");
    assertThat(lines.get(3)).isEqualTo(" " + "😀".repeat(59) + "…");
  }
}
