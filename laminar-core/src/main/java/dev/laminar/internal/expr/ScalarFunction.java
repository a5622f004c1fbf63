package dev.laminar.internal.expr;

import java.util.List;

/**
 * A function or operator: its overloads and what SHOW FUNCTIONS and the reference tell of it.
 *
 * @param name the canonical name, lower case
 * @param family the heading under which it is listed
 * @param description one line
 * @param example an expression in SQL
 * @param result what the example gives, as text; {@code NULL} for null
 */
public record ScalarFunction(
    String name,
    String family,
    List<Overload> overloads,
    String description,
    String example,
    String result) {

  public ScalarFunction {
    overloads = List.copyOf(overloads);
  }

  /** One line for each overload: {@code substring(text, bigint) → text}. */
  public List<String> signatures() {
    return overloads.stream().map(Overload::signature).toList();
  }
}
