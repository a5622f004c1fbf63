package dev.laminar.connector.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.spi.OptionSchema.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GcsOptionsPageTest {

  @Test
  void page_saysWhatTheCodeChecks() throws Exception {
    String page = Files.readString(Path.of("../../docs/storage.md"));
    String section = page.substring(page.indexOf("\n## gs\n"));
    List<String> rows =
        section
            .lines()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows)
        .isEqualTo(GcsOptions.SCHEMA.options().stream().map(GcsOptionsPageTest::row).toList());
  }

  private static String row(Option option) {
    String otherwise = option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            option.name(),
            option.type().name().toLowerCase(Locale.ROOT),
            otherwise,
            option.description() + (option.secret() ? " (never shown)" : ""));
  }
}
