package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A value in generated code.
 *
 * @param a an expression without effects: the value, a text's address, a wide number's high half
 * @param b a text's length, a wide number's low half; else empty
 * @param nul whether it is null; a boolean's value is false where it is null
 */
record Term(DataType.Carrier carrier, String a, String b, String nul) {

  static final String NEVER = "false";
  static final String ALWAYS = "true";

  boolean neverNull() {
    return nul.equals(NEVER);
  }

  Term withNull(String newNull) {
    return new Term(carrier, a, b, newNull);
  }

  /** Is null if one of the terms is. */
  static String anyNull(Iterable<Term> terms) {
    Set<String> distinct = new LinkedHashSet<>();
    for (Term term : terms) {
      if (term.nul.equals(ALWAYS)) {
        return ALWAYS;
      }
      if (!term.neverNull()) {
        distinct.add(term.nul);
      }
    }
    return distinct.isEmpty() ? NEVER : String.join(" | ", distinct);
  }

  /** Java's name of what holds the first part. */
  static String javaType(DataType.Carrier carrier) {
    return switch (carrier) {
      case BOOLEAN -> "boolean";
      case LONG, INT128, SLICE -> "long";
      case DOUBLE -> "double";
      case OBJECT -> "Object";
    };
  }

  static String zero(DataType.Carrier carrier) {
    return switch (carrier) {
      case BOOLEAN -> "false";
      case LONG, INT128, SLICE -> "0L";
      case DOUBLE -> "0D";
      case OBJECT -> "null";
    };
  }

  /** Java's type of the second part, or empty. */
  static String secondType(DataType.Carrier carrier) {
    return switch (carrier) {
      case INT128 -> "long";
      case SLICE -> "int";
      case BOOLEAN, LONG, DOUBLE, OBJECT -> "";
    };
  }
}
