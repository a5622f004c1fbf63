package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.function.LongSet;
import dev.laminar.internal.expr.function.TextSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code IN} with literals: a few comparisons, or a look-up in a set made beforehand. */
final class Memberships {

  private static final int FEW = 4;

  private Memberships() {}

  /** Whether the value, which is not null, is among the literals, none of which is NULL. */
  static String code(Emitter emitter, Expr value, Term term, List<Expr> literals) {
    if (literals.size() > FEW && term.carrier() == DataType.Carrier.LONG) {
      return emitter.parts.constant(longs(literals), LongSet.class) + ".contains(" + term.a() + ")";
    }
    if (literals.size() > FEW && term.carrier() == DataType.Carrier.SLICE) {
      return "%s.contains(%s, %s)"
          .formatted(emitter.parts.constant(texts(literals), TextSet.class), term.a(), term.b());
    }
    List<String> equal = new ArrayList<>();
    for (Expr literal : literals) {
      Term other = emitter.emit(literal);
      equal.add(Comparisons.code("=", List.of(value, literal), List.of(term, other)));
    }
    return "(" + String.join(" || ", equal) + ")";
  }

  private static LongSet longs(List<Expr> literals) {
    long[] values = new long[literals.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Emitter.wholeNumber(notNull(literals.get(i)));
    }
    return new LongSet(values);
  }

  private static TextSet texts(List<Expr> literals) {
    List<byte[]> values = new ArrayList<>();
    for (Expr literal : literals) {
      Object value = notNull(literal);
      values.add(
          value instanceof byte[] bytes
              ? bytes
              : value.toString().getBytes(StandardCharsets.UTF_8));
    }
    return new TextSet(values);
  }

  private static Object notNull(Expr literal) {
    Object value = Emitter.literalValue(literal);
    if (value == null) {
      throw new IllegalStateException("a null among the values");
    }
    return value;
  }
}
