package dev.laminar.internal.expr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code functions.txt}, where every scalar function stands.
 *
 * <p>A function is one line per overload, {@code name(params) result = code}, then a line that
 * describes it and one with an example, {@code > expression -> result}. A mark behind the result
 * says when it is null (see {@link Overload}). {@code a => b} makes a an alias of b, and {@code ##}
 * begins a family.
 */
final class FunctionTable {

  private final Map<String, ScalarFunction> functions = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  private String family = "";
  private final List<Overload> overloads = new ArrayList<>();
  private String description = "";

  private FunctionTable() {}

  static FunctionTable read() {
    FunctionTable table = new FunctionTable();
    try (InputStream in = FunctionTable.class.getResourceAsStream("functions.txt")) {
      if (in == null) {
        throw new IllegalStateException("functions.txt is missing from the jar");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(table::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  Map<String, ScalarFunction> functions() {
    return functions;
  }

  Map<String, String> aliases() {
    return aliases;
  }

  private void line(String line) {
    if (line.startsWith("## ")) {
      family = line.substring(3);
    } else if (line.startsWith("  > ")) {
      example(line.substring(4));
    } else if (line.startsWith("  ")) {
      description = line.trim();
    } else if (line.contains(" => ")) {
      int arrow = line.indexOf(" => ");
      aliases.put(line.substring(0, arrow), line.substring(arrow + 4));
    } else if (line.contains("(")) {
      overloads.add(overload(line));
    }
  }

  private void example(String text) {
    int arrow = text.lastIndexOf(" -> ");
    ScalarFunction function =
        new ScalarFunction(
            overloads.getFirst().name(),
            family,
            overloads,
            description,
            text.substring(0, arrow),
            text.substring(arrow + 4));
    functions.put(function.name(), function);
    overloads.clear();
  }

  private static Overload overload(String line) {
    int open = line.indexOf('(');
    int close = line.indexOf(") ");
    int code = line.indexOf(" = ", close);
    String params = line.substring(open + 1, close);
    boolean variadic = params.endsWith("...");
    List<TypePattern> patterns =
        params.isEmpty()
            ? List.of()
            : Arrays.stream(params.replace("...", "").split(", ", -1))
                .map(TypePattern::new)
                .toList();
    String result = line.substring(close + 2, code);
    char last = result.charAt(result.length() - 1);
    boolean marked = "?!&^".indexOf(last) >= 0;
    return new Overload(
        line.substring(0, open),
        patterns,
        variadic,
        marked ? result.substring(0, result.length() - 1) : result,
        marked ? last : ' ',
        line.substring(code + 3));
  }
}
