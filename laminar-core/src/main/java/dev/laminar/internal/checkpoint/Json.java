package dev.laminar.internal.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads small JSON documents as a tree of typed questions. Stateless; any thread. */
final class Json {

  /** Values of instances may be long: positions of many splits. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private Json() {}

  /** The document, which must be an object. */
  static Node read(String file, byte[] document) throws CorruptStateException {
    try (JsonParser parser = FACTORY.createParser(document)) {
      parser.nextToken();
      Node node = new Node(file, "", value(parser));
      node.map();
      if (parser.nextToken() != null) {
        throw CorruptStateException.damaged(file, document.length, "something follows its end");
      }
      return node;
    } catch (CorruptStateException e) {
      throw e;
    } catch (IOException e) {
      CorruptStateException corrupt =
          CorruptStateException.damaged(file, 0, "it is no JSON (" + e.getMessage() + ")");
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  /** A value and where in the document it is. */
  record Node(String file, String path, @Nullable Object value) {

    Node field(String name) throws CorruptStateException {
      Object field = map().get(name);
      if (field == null) {
        throw expected("a field '" + name + "'");
      }
      return new Node(file, path + "/" + name, field);
    }

    boolean has(String name) throws CorruptStateException {
      return map().get(name) != null;
    }

    private Map<?, ?> map() throws CorruptStateException {
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw expected("an object");
    }

    /** The fields in the order of the document. */
    Map<String, Node> fields() throws CorruptStateException {
      Map<String, Node> fields = new LinkedHashMap<>();
      for (Object name : map().keySet()) {
        fields.put((String) name, field((String) name));
      }
      return fields;
    }

    List<Node> list() throws CorruptStateException {
      if (!(value instanceof List<?> list)) {
        throw expected("a list");
      }
      List<Node> nodes = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        nodes.add(new Node(file, path + "/" + i, list.get(i)));
      }
      return nodes;
    }

    String text() throws CorruptStateException {
      if (value instanceof String text) {
        return text;
      }
      throw expected("text");
    }

    long number() throws CorruptStateException {
      if (value instanceof Long number) {
        return number;
      }
      throw expected("a whole number");
    }

    int smallNumber() throws CorruptStateException {
      long number = number();
      if (number != (int) number) {
        throw expected("a number of 32 bits");
      }
      return (int) number;
    }

    boolean flag() throws CorruptStateException {
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw expected("true or false");
    }

    CorruptStateException expected(String what) {
      return CorruptStateException.damaged(
          file, 0, "expected " + what + " at '" + (path.isEmpty() ? "/" : path) + "'");
    }
  }
}
