package dev.laminar.internal.plan;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Names expressions by what they compute from columns, which stand by their names.
 *
 * <p>Each part is named for itself, so that it does not matter whether an expression is computed in
 * one calculation or in several that follow each other. Nor do the order of what AND, OR and
 * equality connect, the direction of a comparison, and the places of fields in structs.
 */
final class ExprDigests {

  private static final String AND = "and";

  private final Definitions definitions;

  /** The parts of structs that are made in the query, by the struct's name. */
  private final Map<String, List<String>> rows = new HashMap<>();

  ExprDigests(Definitions definitions) {
    this.definitions = definitions;
  }

  String of(Expr expr, IntFunction<String> columns) {
    return switch (expr) {
      case Expr.ColumnRef ref -> columns.apply(ref.index());
      case Expr.Literal literal ->
          definitions.name("literal", Definitions.value(literal.value()), type(literal.type()));
      case Expr.FieldOf field -> field(field, columns);
      case Expr.Call call -> call(call, columns);
      case Expr.Case choice -> choice(choice, columns);
      case Expr.Cast cast ->
          definitions.name(
              "cast", of(cast.value(), columns), type(cast.type()), cast.orNull() ? "or null" : "");
    };
  }

  /** What has to be true together, in no particular order. */
  List<String> conjuncts(Expr condition, IntFunction<String> columns) {
    List<Expr> parts = new ArrayList<>();
    flatten(AND, condition, parts);
    return parts.stream().map(part -> of(part, columns)).distinct().sorted().toList();
  }

  private static void flatten(String connective, Expr expr, List<Expr> parts) {
    if (expr instanceof Expr.Call call && call.function().equals(connective)) {
      call.args().forEach(arg -> flatten(connective, arg, parts));
    } else {
      parts.add(expr);
    }
  }

  private String call(Expr.Call call, IntFunction<String> columns) {
    return switch (call.function()) {
      case AND, "or" -> connected(call, columns);
      case "=", "<>" ->
          named(call, call.function(), args(call, columns).stream().sorted().toList());
      case ">" -> named(call, "<", args(call, columns).reversed());
      case ">=" -> named(call, "<=", args(call, columns).reversed());
      case "row" -> row(call, columns);
      default -> named(call, call.function(), args(call, columns));
    };
  }

  private String connected(Expr.Call call, IntFunction<String> columns) {
    List<Expr> parts = new ArrayList<>();
    flatten(call.function(), call, parts);
    List<String> names = parts.stream().map(part -> of(part, columns)).distinct().sorted().toList();
    return names.size() == 1 ? names.getFirst() : named(call, call.function(), names);
  }

  private List<String> args(Expr.Call call, IntFunction<String> columns) {
    return call.args().stream().map(arg -> of(arg, columns)).toList();
  }

  private String named(Expr.Call call, String function, List<String> args) {
    List<String> parts = new ArrayList<>(args.size() + 2);
    parts.add(Definitions.quote(function));
    parts.addAll(args);
    parts.add(type(call.type()));
    return definitions.name("call", parts);
  }

  private String row(Expr.Call call, IntFunction<String> columns) {
    List<String> parts = args(call, columns);
    String name = named(call, "row", parts);
    rows.put(name, parts);
    return name;
  }

  /** By name: a struct that is read in part has its fields in other places. */
  private String field(Expr.FieldOf field, IntFunction<String> columns) {
    String struct = of(field.struct(), columns);
    List<String> parts = rows.get(struct);
    if (parts != null) {
      return parts.get(field.index());
    }
    String name =
        field.struct().type() instanceof DataType.Struct type
            ? Definitions.quote(type.fields().get(field.index()).name())
            : Integer.toString(field.index());
    return definitions.name("field", struct, name);
  }

  private String choice(Expr.Case choice, IntFunction<String> columns) {
    List<String> parts = new ArrayList<>();
    for (Expr.When when : choice.whens()) {
      parts.add(of(when.condition(), columns));
      parts.add(of(when.result(), columns));
    }
    parts.add(of(choice.otherwise(), columns));
    parts.add(type(choice.type()));
    return definitions.name("case", parts);
  }

  static String type(DataType type) {
    return type.toString();
  }
}
