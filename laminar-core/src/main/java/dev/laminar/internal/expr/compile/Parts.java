package dev.laminar.internal.expr.compile;

import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the emitters of one class gather: constants, fields, methods, inputs. Mutable. */
final class Parts {

  /** Whether inputs may be null; if not, every null check falls away. */
  final boolean nulls;

  final List<Object> constants = new ArrayList<>();
  final StringBuilder fields = new StringBuilder();
  final StringBuilder constructor = new StringBuilder();
  final StringBuilder methods = new StringBuilder();

  /** Columns and struct fields that are read, by their path from the input. */
  final Map<List<Integer>, Expr> inputs = new LinkedHashMap<>();

  /** Sub-expressions that get a method of their own, in any order. */
  final Set<Expr> outlined = new LinkedHashSet<>();

  /** Where those methods leave the value. */
  final Map<Expr, Term> outlinedTerms = new HashMap<>();

  boolean canFail;
  boolean usesScratch;
  private int counter;

  Parts(boolean nulls) {
    this.nulls = nulls;
  }

  int next() {
    return counter++;
  }

  int input(List<Integer> path, Expr expr) {
    inputs.putIfAbsent(path, expr);
    return List.copyOf(inputs.keySet()).indexOf(path);
  }

  /** A field that holds an object made before; returns its name. */
  String constant(Object value, Class<?> type) {
    String name = "c" + constants.size();
    String javaType = type.getCanonicalName();
    fields.append("  private final ").append(javaType).append(' ').append(name).append(";\n");
    constructor
        .append("    ")
        .append(name)
        .append(" = (")
        .append(javaType)
        .append(") constants[")
        .append(constants.size())
        .append("];\n");
    constants.add(value);
    return name;
  }

  /** A field of that type, with its first value; returns its name. */
  String field(String prefix, String javaType, String value) {
    String name = prefix + next();
    fields.append("  private ").append(javaType).append(' ').append(name);
    fields.append(value.isEmpty() ? "" : " = " + value).append(";\n");
    return name;
  }
}
