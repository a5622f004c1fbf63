package dev.laminar.format.json;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.HashSet;
import java.util.Set;

/** Structs, lists and maps. */
final class NestedDecoders {

  private NestedDecoders() {}

  /** An object whose fields are columns. */
  static final class StructDecoder extends ValueDecoder {
    private final ObjectDecoder fields;

    StructDecoder(
        String name,
        Field field,
        ColumnBuilder column,
        DataType.Struct type,
        DecoderContext context) {
      super(name, field, column);
      ValueDecoder[] children = new ValueDecoder[type.fields().size()];
      for (int i = 0; i < children.length; i++) {
        Field child = type.fields().get(i);
        children[i] = ValueDecoder.of(name + "." + child.name(), child, column.child(i), context);
      }
      this.fields = new ObjectDecoder(type.fields(), children);
    }

    @Override
    void value(JsonCursor in, int first) {
      if (first != '{') {
        throw in.misfit(name, "an object {…}", in.at);
      }
      fields.read(in, column.size());
      column.appendStruct();
    }
  }

  /** An array. */
  static final class ListDecoder extends ValueDecoder {
    private final ValueDecoder elements;

    ListDecoder(
        String name,
        Field field,
        ColumnBuilder column,
        DataType.ListOf type,
        DecoderContext context) {
      super(name, field, column);
      this.elements = ValueDecoder.of(name + "[]", type.element(), column.child(0), context);
    }

    @Override
    void value(JsonCursor in, int first) {
      if (first != '[') {
        throw in.misfit(name, "an array […]", in.at);
      }
      in.at++;
      if (in.peek() == ']') {
        in.at++;
      } else {
        readElements(in);
      }
      column.appendListEnd();
    }

    private void readElements(JsonCursor in) {
      while (true) {
        elements.read(in);
        int next = in.peek();
        if (next != ',' && next != ']') {
          throw in.malformed("',' or ']'");
        }
        in.at++;
        if (next == ']') {
          return;
        }
      }
    }
  }

  /** An object whose keys are data; of a key that comes twice the first value counts. */
  static final class MapDecoder extends ValueDecoder {
    private final ColumnBuilder entries;
    private final ValueDecoder keys;
    private final ValueDecoder values;
    private final Set<String> seen = new HashSet<>();

    MapDecoder(
        String name,
        Field field,
        ColumnBuilder column,
        DataType.MapOf type,
        DecoderContext context) {
      super(name, field, column);
      this.entries = column.child(0);
      Field key = Field.required("key", type.key());
      this.keys = ValueDecoder.of(name + " (key)", key, entries.child(0), context);
      this.values = ValueDecoder.of(name + "[…]", type.value(), entries.child(1), context);
    }

    @Override
    void value(JsonCursor in, int first) {
      if (first != '{') {
        throw in.misfit(name, "an object {…}", in.at);
      }
      in.at++;
      seen.clear();
      if (in.peek() == '}') {
        in.at++;
      } else {
        readEntries(in);
      }
      column.appendListEnd();
    }

    private void readEntries(JsonCursor in) {
      while (true) {
        if (in.peek() != '"') {
          throw in.malformed("'\"' and a key");
        }
        long start = in.at;
        in.string();
        boolean isNew = seen.add(in.text());
        if (isNew) {
          in.at = start;
          keys.read(in);
        }
        if (in.peek() != ':') {
          throw in.malformed("':'");
        }
        in.at++;
        if (isNew) {
          values.read(in);
          entries.appendStruct();
        } else {
          in.skipValue();
        }
        int next = in.peek();
        if (next != ',' && next != '}') {
          throw in.malformed("',' or '}'");
        }
        in.at++;
        if (next == '}') {
          return;
        }
      }
    }
  }
}
