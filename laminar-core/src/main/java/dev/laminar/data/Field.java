package dev.laminar.data;

/** A named, typed place in a row; {@code nullable} says whether it may hold no value. */
public record Field(String name, DataType type, boolean nullable) {

  public static Field of(String name, DataType type) {
    return new Field(name, type, true);
  }

  public static Field required(String name, DataType type) {
    return new Field(name, type, false);
  }

  public Field named(String newName) {
    return new Field(newName, type, nullable);
  }

  @Override
  public String toString() {
    return name + " " + type + (nullable ? "" : " NOT NULL");
  }
}
