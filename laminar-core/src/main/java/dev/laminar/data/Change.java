package dev.laminar.data;

/**
 * A value that came into a result or left it.
 *
 * @param insert true for an insert, false for a retract
 */
public record Change<T>(boolean insert, T value) {

  @Override
  public String toString() {
    return (insert ? "+ " : "- ") + value;
  }
}
