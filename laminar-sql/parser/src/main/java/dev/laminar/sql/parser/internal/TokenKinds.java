package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers that the grammar gives to keywords and symbols. */
final class TokenKinds implements LaminarGrammarConstants {
  private static final Map<String, Integer> BY_IMAGE = byImage();

  private TokenKinds() {}

  /** The kind of a keyword or symbol. */
  static int of(String image) {
    Integer kind = BY_IMAGE.get(image);
    if (kind == null) {
      throw new IllegalArgumentException("the grammar has no token " + image);
    }
    return kind;
  }

  static boolean exists(String image) {
    return BY_IMAGE.containsKey(image);
  }

  /** The letters or characters of a kind of token, or null if it has no fixed ones. */
  static @Nullable String image(int kind) {
    String image = tokenImage[kind];
    return image.startsWith("\"") ? image.substring(1, image.length() - 1) : null;
  }

  private static Map<String, Integer> byImage() {
    Map<String, Integer> kinds = HashMap.newHashMap(tokenImage.length);
    for (int kind = 0; kind < tokenImage.length; kind++) {
      String image = image(kind);
      if (image != null) {
        kinds.putIfAbsent(image, kind);
      }
    }
    // What the lexer writes differently from the template.
    kinds.put("->", JSON_GET);
    kinds.put("||", POSTGRES_CONCAT);
    kinds.put("==", EQ);
    kinds.put("!=", NE);
    return Map.copyOf(kinds);
  }
}
