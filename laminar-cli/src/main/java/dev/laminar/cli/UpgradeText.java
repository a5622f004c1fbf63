package dev.laminar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.laminar.UpgradeReport;
import dev.laminar.UpgradeReport.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Shows what becomes of a checkpoint's state, to people and to programs. */
final class UpgradeText {

  private UpgradeText() {}

  /** A line for each part. */
  static String table(UpgradeReport report) {
    TextTable table =
        new TextTable(
            List.of("state", "part", "rows", "bytes", "id"),
            new boolean[] {false, false, true, true, false});
    for (Part part : report.parts()) {
      table.add(
          List.of(
              word(part.fate()),
              part.name(),
              Long.toString(part.rows()),
              Long.toString(part.bytes()),
              part.id()),
          null);
    }
    return "checkpoint " + report.epoch() + "\n" + table.render();
  }

  /** One object on one line. */
  static String json(UpgradeReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("epoch", report.epoch());
      json.writeBooleanField("possible", report.isPossible());
      json.writeArrayFieldStart("parts");
      for (Part part : report.parts()) {
        json.writeStartObject();
        json.writeStringField("state", word(part.fate()));
        json.writeStringField("kind", word(part.kind()));
        json.writeStringField("id", part.id());
        json.writeStringField("name", part.name());
        json.writeNumberField("rows", part.rows());
        json.writeNumberField("bytes", part.bytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      texts(json, "refusals", report.refusals());
      texts(json, "warnings", report.warnings());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all that is written", e);
    }
    return text.toString();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
