package dev.laminar.internal.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.laminar.internal.checkpoint.Json.Node;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.spi.SinkCommitter.Committable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manifest as JSON that people can read. Stateless. */
final class ManifestCodec {

  private static final int FORMAT = 1;

  private ManifestCodec() {}

  static byte[] write(Manifest manifest) {
    return SealedJson.seal(json(manifest));
  }

  private static byte[] json(Manifest manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = SealedJson.generator(out)) {
      write(manifest, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void write(Manifest manifest, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeNumberField("epoch", manifest.epoch());
    if (manifest.savepoint().isPresent()) {
      json.writeStringField("savepoint", manifest.savepoint().get());
    }
    json.writeNumberField("run", manifest.run());
    json.writeNumberField("tick", manifest.tick());
    json.writeStringField("started", manifest.started().toString());
    json.writeStringField("finished", manifest.finished().toString());
    json.writeNumberField("parallelism", manifest.parallelism());
    json.writeNumberField("keyGroups", manifest.keyGroups());
    json.writeBooleanField("complete", manifest.complete());
    json.writeArrayFieldStart("files");
    for (StateFile file : manifest.files()) {
      write(file, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("operators");
    for (OperatorState operator : manifest.operators()) {
      write(operator, json);
    }
    json.writeEndArray();
    writeCommits(manifest.commits(), json);
    json.writeEndObject();
  }

  private static void write(StateFile file, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeNumberField("epoch", file.epoch());
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("crc32c", String.format("%08x", file.checksum()));
    json.writeEndObject();
  }

  private static void write(OperatorState operator, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", operator.id());
    json.writeStringField("name", operator.name());
    json.writeArrayFieldStart("segments");
    for (Segment segment : operator.segments()) {
      json.writeStartObject();
      json.writeStringField("file", segment.file());
      json.writeNumberField("firstGroup", segment.firstGroup());
      json.writeNumberField("endGroup", segment.endGroup());
      json.writeArrayFieldStart("tables");
      for (TablePart part : segment.tables()) {
        json.writeStartObject();
        json.writeStringField("table", part.table());
        json.writeBooleanField("whole", part.whole());
        json.writeNumberField("rows", part.rows());
        json.writeNumberField("bytes", part.bytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    writeValues(operator.values(), json);
    json.writeEndObject();
  }

  private static void writeValues(Map<String, List<byte[]>> values, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, List<byte[]>> value : new TreeMap<>(values).entrySet()) {
      json.writeArrayFieldStart(value.getKey());
      for (byte[] bytes : value.getValue()) {
        json.writeString(Base64.getEncoder().encodeToString(bytes));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeCommits(Map<String, List<Committable>> commits, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("commits");
    for (Map.Entry<String, List<Committable>> sink : new TreeMap<>(commits).entrySet()) {
      json.writeArrayFieldStart(sink.getKey());
      for (Committable committable : sink.getValue()) {
        json.writeStartObject();
        json.writeNumberField("epoch", committable.epoch());
        json.writeNumberField("subtask", committable.subtask());
        json.writeStringField("value", committable.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /**
   * Reads a manifest.
   *
   * @param file its name, for messages
   */
  static Manifest read(String file, byte[] bytes) throws CorruptStateException {
    Node json = SealedJson.read(file, bytes);
    long format = json.field("format").number();
    if (format != FORMAT) {
      throw CorruptStateException.newer(file, 0, "format version " + format);
    }
    List<StateFile> files = new ArrayList<>();
    for (Node node : json.field("files").list()) {
      files.add(readFile(node));
    }
    List<OperatorState> operators = new ArrayList<>();
    for (Node node : json.field("operators").list()) {
      operators.add(readOperator(node));
    }
    return new Manifest(
        json.field("epoch").number(),
        json.has("savepoint") ? Optional.of(json.field("savepoint").text()) : Optional.empty(),
        json.field("run").number(),
        json.field("tick").number(),
        readTime(json.field("started")),
        readTime(json.field("finished")),
        json.field("parallelism").smallNumber(),
        json.field("keyGroups").smallNumber(),
        json.field("complete").flag(),
        files,
        operators,
        readCommits(json.field("commits")));
  }

  private static Instant readTime(Node node) throws CorruptStateException {
    try {
      return Instant.parse(node.text());
    } catch (DateTimeException e) {
      throw node.expected("a time");
    }
  }

  private static StateFile readFile(Node node) throws CorruptStateException {
    Node checksum = node.field("crc32c");
    try {
      return new StateFile(
          node.field("name").text(),
          node.field("epoch").number(),
          node.field("bytes").number(),
          Integer.parseUnsignedInt(checksum.text(), 16));
    } catch (NumberFormatException e) {
      throw checksum.expected("eight hexadecimal digits");
    }
  }

  private static OperatorState readOperator(Node node) throws CorruptStateException {
    List<Segment> segments = new ArrayList<>();
    for (Node segment : node.field("segments").list()) {
      segments.add(readSegment(segment));
    }
    Map<String, List<byte[]>> values = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : node.field("values").fields().entrySet()) {
      List<byte[]> list = new ArrayList<>();
      for (Node value : entry.getValue().list()) {
        list.add(readBytes(value));
      }
      values.put(entry.getKey(), list);
    }
    return new OperatorState(node.field("id").text(), node.field("name").text(), segments, values);
  }

  private static byte[] readBytes(Node node) throws CorruptStateException {
    try {
      return Base64.getDecoder().decode(node.text());
    } catch (IllegalArgumentException e) {
      throw node.expected("Base64");
    }
  }

  private static Segment readSegment(Node node) throws CorruptStateException {
    List<TablePart> tables = new ArrayList<>();
    for (Node part : node.field("tables").list()) {
      tables.add(
          new TablePart(
              part.field("table").text(),
              part.field("whole").flag(),
              part.field("rows").number(),
              part.field("bytes").number()));
    }
    return new Segment(
        node.field("file").text(),
        node.field("firstGroup").smallNumber(),
        node.field("endGroup").smallNumber(),
        tables);
  }

  private static Map<String, List<Committable>> readCommits(Node node)
      throws CorruptStateException {
    Map<String, List<Committable>> commits = new LinkedHashMap<>();
    for (Map.Entry<String, Node> sink : node.fields().entrySet()) {
      List<Committable> list = new ArrayList<>();
      for (Node committable : sink.getValue().list()) {
        list.add(
            new Committable(
                committable.field("epoch").number(),
                committable.field("subtask").smallNumber(),
                committable.field("value").text()));
      }
      commits.put(sink.getKey(), list);
    }
    return commits;
  }
}
