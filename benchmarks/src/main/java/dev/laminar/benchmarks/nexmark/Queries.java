package dev.laminar.benchmarks.nexmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The queries of examples/nexmark, which the build puts on the class path. */
final class Queries {

  /** Not a query: the generator alone, with every column built. */
  static final String GENERATOR = "gen";

  private static final String FOLDER = "/nexmark/";
  private static final String TABLES = "tables.sql";

  private Queries() {}

  /** The names of all queries by number. */
  static List<String> names() {
    URL tables = Objects.requireNonNull(Queries.class.getResource(FOLDER + TABLES));
    try {
      URI uri = tables.toURI();
      if (!uri.getScheme().equals("jar")) {
        return names(Path.of(uri).resolveSibling(""));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("q\\d+\\.sql"))
          .map(name -> name.substring(0, name.length() - ".sql".length()))
          .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(1))))
          .toList();
    }
  }

  /** The tables and a query over them as one text. */
  static String sql(String query, long events, long rate) {
    String text = read(TABLES) + "\n" + read(query + ".sql");
    return text.replace("${events}", Long.toString(events)).replace("${rate}", Long.toString(rate));
  }

  private static String read(String file) {
    try (InputStream in = Queries.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + file + " in examples/nexmark");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
