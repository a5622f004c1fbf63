package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Where computed values go: the columns beneath the computed outputs. A struct made by {@code row}
 * is no value of its own; its fields go straight into the child columns.
 */
final class Slots {

  /** A column builder: {@code g} and its number, reached through {@code source}. */
  record Slot(int number, String source, Expr expr, boolean isRow) {
    boolean appends() {
      return !isRow && expr.type().carrier() == DataType.Carrier.OBJECT;
    }
  }

  private final List<Slot> slots = new ArrayList<>();

  Slots(List<Expr> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      add("out[" + i + "]", outputs.get(i));
    }
  }

  private void add(String source, Expr expr) {
    boolean isRow = expr instanceof Expr.Call call && call.function().equals("row");
    int number = slots.size();
    slots.add(new Slot(number, source, expr, isRow));
    if (isRow) {
      List<Expr> fields = ((Expr.Call) expr).args();
      for (int i = 0; i < fields.size(); i++) {
        add("g" + number + ".child(" + i + ")", fields.get(i));
      }
    }
  }

  List<Slot> all() {
    return slots;
  }

  /** What is computed, leaf by leaf. */
  List<Expr> leaves() {
    return slots.stream().filter(slot -> !slot.isRow()).map(Slot::expr).toList();
  }

  /** The statements that write a slot's value of row {@code o}. */
  static void write(Slot slot, Term term, StringBuilder code) {
    String g = "g" + slot.number();
    String q = "q" + slot.number();
    DataType.Layout layout = slot.expr().type().layout();
    String put =
        switch (layout) {
          case BIT -> "if (" + term.a() + ") { Mem.setBit(" + q + ", o); }";
          case I8 -> "Mem.putByte(" + q + " + o, (byte) " + term.a() + ");";
          case I16 -> "Mem.putShort(" + q + " + 2L * o, (short) " + term.a() + ");";
          case I32 -> "Mem.putInt(" + q + " + 4L * o, (int) " + term.a() + ");";
          case I64 -> "Mem.putLong(" + q + " + 8L * o, " + term.a() + ");";
          case F32 -> "Mem.putFloat(" + q + " + 4L * o, (float) " + term.a() + ");";
          case F64 -> "Mem.putDouble(" + q + " + 8L * o, " + term.a() + ");";
          case I128 -> wide(q, term);
          case VIEW -> view(g, term);
          case LIST, STRUCT ->
              term.neverNull()
                  ? g + ".append(" + term.a() + ");"
                  : g + ".append(" + term.nul() + " ? null : " + term.a() + ");";
        };
    code.append("      ").append(put).append('\n');
    if (!term.neverNull() && !slot.appends()) {
      code.append("      if (" + term.nul() + ") { " + g + ".markNull(o); }\n");
    }
  }

  private static String wide(String q, Term term) {
    boolean isWide = term.carrier() == DataType.Carrier.INT128;
    String low = isWide ? term.b() : term.a();
    String high = isWide ? term.a() : term.a() + " >> 63";
    return "Mem.putLong(%s + 16L * o, %s); Mem.putLong(%s + 16L * o + 8L, %s);"
        .formatted(q, low, q, high);
  }

  private static String view(String g, Term term) {
    if (term.neverNull()) {
      return g + ".putBytes(o, " + term.a() + ", " + term.b() + ");";
    }
    return "%s.putBytes(o, %s, %s ? 0 : %s);".formatted(g, term.a(), term.nul(), term.b());
  }
}
