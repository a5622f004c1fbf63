package dev.laminar.internal.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names things by what they are: a kind and the hash of a text, in which other things stand by
 * their names. So equal names mean equal things, however large, and each text stays short.
 *
 * <p><b>State:</b> the texts, for people. <b>Threads:</b> one.
 */
final class Definitions {

  /** Changes when texts or operators' tables do, so that old state is not taken for new. */
  private static final String VERSION = "1";

  private static final int HEX_DIGITS = 16;
  private static final Pattern NAME = Pattern.compile("[a-z-]+-[0-9a-f]{" + HEX_DIGITS + "}");

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** The name of a thing that consists of these parts. */
  String name(String kind, List<String> parts) {
    String text = kind + "(" + String.join(", ", parts) + ")";
    String name = kind + "-" + hash(VERSION + text);
    texts.put(name, text);
    return name;
  }

  String name(String kind, String... parts) {
    return name(kind, List.of(parts));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What several things make together. */
  static String list(List<String> parts) {
    return "[" + String.join(", ", parts) + "]";
  }

  /** A text of the user's, so that it cannot be taken for anything else. */
  static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A constant in the form that {@link dev.laminar.data.Column#get} gives. */
  static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quote(text);
      case byte[] bytes -> "x'" + HexFormat.of().formatHex(bytes) + "'";
      case List<?> list -> list(list.stream().map(Definitions::value).toList());
      case Map<?, ?> map ->
          list(
              map.entrySet().stream()
                  .map(entry -> value(entry.getKey()) + ": " + value(entry.getValue()))
                  .toList());
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quote(value.toString());
    };
  }

  /** A thing's text and those of all that it consists of, one a line, readers first. */
  String describe(String name) {
    Set<String> seen = new LinkedHashSet<>();
    collect(name, seen);
    StringBuilder text = new StringBuilder();
    seen.forEach(known -> text.append(known).append(" = ").append(texts.get(known)).append('\n'));
    return text.toString();
  }

  private void collect(String name, Set<String> seen) {
    String text = texts.get(name);
    if (text != null && seen.add(name)) {
      Matcher parts = NAME.matcher(text);
      while (parts.find()) {
        collect(parts.group(), seen);
      }
    }
  }
}
