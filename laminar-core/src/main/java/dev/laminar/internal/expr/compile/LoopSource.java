package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class that filters rows and computes outputs in one loop.
 *
 * <p>A row's values are all computed before the first is written, so that a row that fails leaves
 * nothing behind. What is too long for one method is cut into several, and then what they share
 * lies in fields.
 */
final class LoopSource {

  static final String PACKAGE = "dev.laminar.internal.expr.compile.generated";
  static final String NAME = "GeneratedLoop";

  /** Source text, and what its constructor takes. */
  record Source(String text, List<Object> constants) {}

  private static final int SLOTS_A_METHOD = 12;

  private final @Nullable Expr filter;
  private final Slots slots;
  private final Parts parts;
  private final boolean wide;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private String after = "";

  private LoopSource(
      Optional<Expr> filter,
      List<Expr> outputs,
      Map<List<Integer>, Expr> inputs,
      boolean nulls,
      int limit) {
    this.filter = filter.orElse(null);
    this.slots = new Slots(outputs);
    this.parts = new Parts(nulls);
    parts.inputs.putAll(inputs);
    this.wide = cut(limit);
  }

  /** Writes the class; the lower the limit, the shorter are its methods. */
  static Source write(
      Optional<Expr> filter,
      List<Expr> outputs,
      Map<List<Integer>, Expr> inputs,
      boolean nulls,
      int limit) {
    LoopSource source = new LoopSource(filter, outputs, inputs, nulls, limit);
    String text = source.text();
    return new Source(text, source.parts.constants);
  }

  /** Cuts what is too heavy; true if even the sum of the outputs is. */
  private boolean cut(int limit) {
    Weights weights = new Weights(limit, parts.outlined);
    int total = filter == null ? 0 : weights.cut(filter);
    for (Expr leaf : slots.leaves()) {
      total += 2 + weights.cut(leaf);
    }
    boolean tooWide = total > limit;
    if (tooWide) {
      if (filter != null) {
        parts.outlined.add(filter);
      }
      for (Expr leaf : slots.leaves()) {
        if (!(leaf instanceof Expr.Literal)) {
          parts.outlined.add(leaf);
        }
      }
    }
    return tooWide;
  }

  private String text() {
    boolean inFields = !parts.outlined.isEmpty();
    inputs(inFields);
    outputs();
    parts.outlined.forEach(expr -> Emitter.outline(expr, parts));
    Emitter emitter = new Emitter(parts);
    if (filter != null) {
      Term passes = emitter.emit(filter);
      if (!slots.all().isEmpty()) {
        emitter.line("if (!" + passes.a() + ") { continue; }");
      }
      body(emitter);
      return assembled(emitter, slots.all().isEmpty() ? passes.a() : "");
    }
    body(emitter);
    return assembled(emitter, "");
  }

  private void inputs(boolean inFields) {
    int k = 0;
    for (Expr input : parts.inputs.values()) {
      boolean views = input.type().layout() == DataType.Layout.VIEW;
      declare(inFields, "dev.laminar.data.Column", "k" + k, "in[" + k + "]");
      declare(inFields, "long", "d" + k, "k" + k + ".dataAddress()");
      declare(inFields, "long", "y" + k, "validity[" + k + "]");
      if (views) {
        declare(inFields, "long[]", "b" + k, "k" + k + ".blobAddresses()");
      }
      k++;
    }
  }

  private void declare(boolean inField, String type, String name, String value) {
    if (inField) {
      parts.fields.append("  private " + type + " " + name + ";\n");
      head.append("    " + name + " = " + value + ";\n");
    } else {
      head.append("    final " + type + " " + name + " = " + value + ";\n");
    }
  }

  private void outputs() {
    for (Slots.Slot slot : slots.all()) {
      String g = "g" + slot.number();
      declare(wide, "dev.laminar.data.ColumnBuilder", g, slot.source());
      if (!slot.appends()) {
        head.append("    " + g + ".reserve(rows);\n");
        tail.append("    " + g + ".setSize(o);\n");
        declare(wide, "long", "q" + slot.number(), g + ".dataAddress()");
      }
    }
  }

  private void body(Emitter emitter) {
    StringBuilder writes = new StringBuilder();
    int inMethod = 0;
    for (Slots.Slot slot : slots.all()) {
      if (!slot.isRow()) {
        Slots.write(slot, emitter.emit(slot.expr()), writes);
        inMethod++;
        if (wide && inMethod == SLOTS_A_METHOD) {
          writeMethod(writes);
          inMethod = 0;
        }
      }
    }
    if (wide && inMethod > 0) {
      writeMethod(writes);
    }
    if (!wide) {
      after = writes.toString();
    }
  }

  /** A method that writes some of the outputs; called after all have been computed. */
  private void writeMethod(StringBuilder writes) {
    int id = parts.next();
    parts.methods.append("  private void w" + id + "(int o) {\n").append(writes).append("  }\n");
    writes.setLength(0);
    after += "      w" + id + "(o);\n";
  }

  private String assembled(Emitter emitter, String passes) {
    boolean skips = filter != null || parts.canFail;
    StringBuilder text = new StringBuilder();
    text.append("package " + PACKAGE + ";\n");
    text.append("import dev.laminar.data.Mem;\n");
    text.append("import dev.laminar.internal.expr.function.RowError;\n");
    text.append("public final class " + NAME);
    text.append(" extends dev.laminar.internal.expr.compile.Loop {\n");
    text.append(parts.fields);
    text.append("  public " + NAME + "(Object[] constants) {\n");
    text.append(parts.constructor);
    text.append("  }\n");
    text.append("  public boolean keepsAll() { return " + !skips + "; }\n");
    text.append(parts.methods);
    text.append("  public int run(dev.laminar.data.Column[] in, long[] validity, int rows,\n");
    text.append("      int[] selected, dev.laminar.data.ColumnBuilder[] out,\n");
    text.append("      dev.laminar.internal.expr.RowErrors errors) {\n");
    text.append(head);
    text.append("    int o = 0;\n");
    text.append("    for (int i = 0; i < rows; i++) {\n");
    text.append(parts.canFail ? "      try {\n" : "");
    text.append(parts.usesScratch ? "      scratch.reset();\n" : "");
    text.append(emitter.code());
    text.append(after);
    text.append(passes.isEmpty() ? "" : "      selected[o] = i;\n");
    text.append(passes.isEmpty() ? "" : "      o += " + passes + " ? 1 : 0;\n");
    text.append(parts.canFail ? failure() : "");
    text.append(passes.isEmpty() && skips ? selection() : "");
    text.append(passes.isEmpty() ? "      o++;\n" : "");
    text.append("    }\n");
    text.append(tail);
    text.append("    return o;\n  }\n}\n");
    return text.toString();
  }

  /** Without a filter, rows are only listed from the first failure on, those before it then too. */
  private String failure() {
    String list =
        filter == null ? " if (o == i) { for (int j = 0; j < o; j++) { selected[j] = j; } }" : "";
    return "      } catch (RowError e) {\n       "
        + list
        + " errors.failed(i, e.getMessage());\n        continue;\n      }\n";
  }

  private String selection() {
    return filter == null ? "      if (o != i) { selected[o] = i; }\n" : "      selected[o] = i;\n";
  }
}
