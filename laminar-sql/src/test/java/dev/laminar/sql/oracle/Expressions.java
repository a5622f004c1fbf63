package dev.laminar.sql.oracle;

import dev.laminar.sql.oracle.RandomQuery.Kind;
import dev.laminar.sql.oracle.RandomQuery.Scoped;
import java.util.List;
import java.util.Random;

/** Random expressions that mean the same in Laminar and DuckDB and fail on no row. */
final class Expressions {

  /** An expression and what it gives. */
  record Typed(String sql, Kind kind) {}

  private Expressions() {}

  static String any(Random random, List<Scoped> scope, Kind kind, int depth) {
    return switch (kind) {
      case NUMBER -> number(random, scope, depth);
      case TEXT -> text(random, scope, depth);
      case BOOLEAN -> bool(random, scope, depth);
      case DOUBLE -> real(random, scope, depth);
      case TIME -> time(random, scope, depth);
    };
  }

  private static String column(Random random, List<Scoped> scope, Kind kind, String otherwise) {
    List<Scoped> fitting = scope.stream().filter(c -> c.kind() == kind).toList();
    return fitting.isEmpty() ? otherwise : fitting.get(random.nextInt(fitting.size())).sql();
  }

  private static String number(Random random, List<Scoped> scope, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(5) == 0
          ? "CAST(" + random.nextInt(20) + " AS BIGINT)"
          : column(random, scope, Kind.NUMBER, "CAST(7 AS BIGINT)");
    }
    String a = number(random, scope, depth - 1);
    String b = number(random, scope, depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(" + a + " + " + b + ")";
      case 1 -> "(" + a + " - " + b + ")";
      case 2 -> "(" + a + " * " + (random.nextInt(5) + 1) + ")";
      case 3 -> "(" + a + " % " + (random.nextInt(9) + 1) + ")";
      case 4 -> "coalesce(" + a + ", " + b + ")";
      case 5 -> "abs(" + a + ")";
      case 6 ->
          "CASE WHEN " + bool(random, scope, depth - 1) + " THEN " + a + " ELSE " + b + " END";
      default -> "CAST(length(" + text(random, scope, depth - 1) + ") AS BIGINT)";
    };
  }

  private static String text(Random random, List<Scoped> scope, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(6) == 0 ? "'ab'" : column(random, scope, Kind.TEXT, "'x'");
    }
    String a = text(random, scope, depth - 1);
    String b = text(random, scope, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + a + " || " + b + ")";
      case 1 -> "coalesce(" + a + ", " + b + ")";
      case 2 -> "replace(" + a + ", 'a', 'zz')";
      case 3 -> "substring(" + a + ", 2, 3)";
      case 4 -> "CASE WHEN " + bool(random, scope, depth - 1) + " THEN " + a + " END";
      default -> "CAST(" + number(random, scope, depth - 1) + " AS TEXT)";
    };
  }

  static String bool(Random random, List<Scoped> scope, int depth) {
    if (depth == 0) {
      return comparison(random, scope);
    }
    String a = bool(random, scope, depth - 1);
    String b = bool(random, scope, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + a + " AND " + b + ")";
      case 1 -> "(" + a + " OR " + b + ")";
      case 2 -> "(NOT " + a + ")";
      default -> comparison(random, scope);
    };
  }

  private static String comparison(Random random, List<Scoped> scope) {
    List<String> operators = List.of("=", "<>", "<", "<=", ">", ">=");
    String operator = " " + operators.get(random.nextInt(operators.size())) + " ";
    return switch (random.nextInt(7)) {
      case 0 -> "(" + text(random, scope, 0) + operator + text(random, scope, 0) + ")";
      case 1 -> "(" + column(random, scope, Kind.BOOLEAN, "true") + ")";
      case 2 -> "(" + text(random, scope, 0) + " IS NULL)";
      case 3 -> "(" + number(random, scope, 0) + " IN (1, 2, 5))";
      case 4 -> "(" + text(random, scope, 0) + " LIKE '%a%')";
      case 5 ->
          "("
              + number(random, scope, 0)
              + " IS NOT DISTINCT FROM "
              + number(random, scope, 0)
              + ")";
      default -> "(" + number(random, scope, 0) + operator + number(random, scope, 0) + ")";
    };
  }

  private static String real(Random random, List<Scoped> scope, int depth) {
    String a = column(random, scope, Kind.DOUBLE, "CAST(0.5 AS DOUBLE)");
    return depth == 0 || random.nextBoolean()
        ? a
        : "(" + a + " * 2 + " + (random.nextInt(8) / 4.0 + 0.25) + "::DOUBLE)";
  }

  private static String time(Random random, List<Scoped> scope, int depth) {
    String a = column(random, scope, Kind.TIME, "TIMESTAMP '2024-02-29 00:00:00'");
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> "date_trunc('hour', " + a + ")";
      case 2 -> "(" + a + " + INTERVAL '90 minutes')";
      default -> a;
    };
  }

  static Typed aggregate(Random random, List<Scoped> scope) {
    String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + bool(random, scope, 1) + ")" : "";
    return switch (random.nextInt(10)) {
      case 0 -> new Typed("count(*)" + filter, Kind.NUMBER);
      case 1 -> new Typed("count(" + number(random, scope, 1) + ")" + filter, Kind.NUMBER);
      case 2 ->
          new Typed(
              "CAST(sum(" + number(random, scope, 1) + ")" + filter + " AS BIGINT)", Kind.NUMBER);
      case 3 -> new Typed("min(" + number(random, scope, 1) + ")" + filter, Kind.NUMBER);
      case 4 -> new Typed("max(" + number(random, scope, 1) + ")" + filter, Kind.NUMBER);
      case 5 -> new Typed("min(" + text(random, scope, 1) + ")" + filter, Kind.TEXT);
      case 6 -> new Typed("max(" + time(random, scope, 0) + ")" + filter, Kind.TIME);
      case 7 -> new Typed("count(DISTINCT " + number(random, scope, 0) + ")" + filter, Kind.NUMBER);
      case 8 -> new Typed("bool_or(" + bool(random, scope, 1) + ")" + filter, Kind.BOOLEAN);
      default -> new Typed("sum(" + real(random, scope, 0) + ")" + filter, Kind.DOUBLE);
    };
  }
}
