package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.connect.Connectors;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of connectors says what their option schemas say. */
class ConnectorsPageTest {

  @Test
  void page_hasEveryConnectorAndFormat_withItsOptions() throws IOException {
    String page = Files.readString(Path.of("docs/connectors.md"));
    Connectors installed = Connectors.installed();
    assertThat(installed.connectors()).isNotEmpty();
    for (Connector connector : installed.connectors()) {
      assertThat(page).contains(section(connector));
    }
    for (Format format : installed.formats()) {
      assertThat(page).contains(section(format));
    }
  }

  private static String section(Connector connector) {
    String sides =
        connector.isSource() ? connector.isSink() ? "Source and sink" : "Source" : "Sink";
    String format =
        connector.usesFormat()
            ? ", takes a format (`" + connector.defaultFormat() + "` if none is given)"
            : "";
    return section(connector.name(), connector.description(), sides + format, connector.options());
  }

  private static String section(Format format) {
    String sides =
        format.canDecode() ? format.canEncode() ? "Read and written" : "Read" : "Written";
    return section(format.name(), format.description(), sides, format.options());
  }

  private static String section(String name, String text, String use, OptionSchema options) {
    StringBuilder out = new StringBuilder("### " + name + "\n\n" + text + ". " + use + ".\n");
    List<OptionSchema.Option> all = options.options();
    if (!all.isEmpty()) {
      out.append("\n| option | type | default | |\n|---|---|---|---|\n");
      all.forEach(option -> out.append(row(option)));
    }
    return out.append('\n').toString();
  }

  private static String row(OptionSchema.Option option) {
    String type =
        option.allowed().isEmpty()
            ? option.type().name().toLowerCase(Locale.ROOT)
            : String.join(", ", option.allowed());
    String value = option.defaultValue();
    String otherwise = option.required() ? "required" : value == null ? "" : "`" + value + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(option.name(), type, otherwise, option.description().replace("|", "\\|"));
  }
}
