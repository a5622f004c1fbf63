package dev.laminar.connector.singlefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Tables;
import dev.laminar.format.json.JsonFormat;
import dev.laminar.spi.Source;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** The examples' data, whose every record must be read. */
class RealDataTest {

  private static final Path DATA = Path.of("..", "..", "examples", "data");

  private static Source source(String file, Schema schema, Map<String, String> format) {
    Map<String, String> options = Map.of("path", DATA.resolve(file).toString());
    return new SingleFileConnector()
        .source(
            Tables.table(
                schema, options, new JsonFormat(), format, List.of(), new ByteArrayOutputStream()));
  }

  private static long lines(String file) throws Exception {
    return Files.readAllLines(DATA.resolve(file)).size();
  }

  @Test
  void flights_areRead_withTheirOwnDatePattern() throws Exception {
    Schema schema =
        Schema.of(
            Field.required("date", DataType.TIMESTAMP),
            Field.required("delay", DataType.INTEGER),
            Field.required("origin", DataType.TEXT));
    Source source =
        source("flights.json", schema, Map.of("json.timestamp_format", "yyyy/MM/dd HH:mm"));
    try (BufferAllocator allocator = new RootAllocator()) {
      Collected read = Tables.readAll(source, schema, allocator);
      assertThat(read.errors()).isEmpty();
      assertThat((long) read.rows.size()).isEqualTo(lines("flights.json"));
      assertThat(read.rows.getFirst()).isEqualTo(List.of(978310020000000L, 66L, "DTW"));
    }
  }

  @Test
  void earthquakes_areInferredAsNestedColumns_andReadWithTheirNulls() throws Exception {
    Source source = source("earthquakes.json", new Schema(List.of()), Map.of());
    assertThat(source.schema().names()).containsExactly("type", "properties", "geometry", "id");
    assertThat(source.schema().field(1).type()).isInstanceOf(DataType.Struct.class);
    try (BufferAllocator allocator = new RootAllocator()) {
      Collected read = Tables.readAll(source, source.schema(), allocator);
      assertThat(read.errors()).isEmpty();
      assertThat((long) read.rows.size()).isEqualTo(lines("earthquakes.json"));
      List<?> first = (List<?>) read.rows.getFirst().get(2);
      assertThat(first).isEqualTo(List.of("Point", List.of(-118.6671667, 34.4945, 26.49)));
    }
  }
}
