package dev.laminar.sql.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A random query in both dialects, built of operators that Laminar supports. Where the dialects
 * agree, the texts are the same; windows are spelt out for DuckDB.
 */
final class RandomQuery {

  /** The kinds of columns that expressions are built over. */
  enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN,
    DOUBLE,
    TIME
  }

  /** A column in scope. */
  record Scoped(String sql, Kind kind) {}

  /** The same query for both, with its output columns named c0, c1, … */
  record Both(String laminar, String duck, List<Kind> columns) {}

  private final Random random;
  private final List<String> tables;

  RandomQuery(Random random, List<String> tables) {
    this.random = random;
    this.tables = tables;
  }

  Both next() {
    return switch (random.nextInt(9)) {
      case 0 -> select();
      case 1 -> grouped(select());
      case 2 -> windowed();
      case 3 -> join();
      case 4 -> grouped(join());
      case 5 -> union();
      case 6 -> distinct(random.nextBoolean() ? select() : join());
      case 7 -> grouped(windowed());
      default -> grouped(grouped(select()));
    };
  }

  private String table() {
    return tables.get(random.nextInt(tables.size()));
  }

  private static List<Scoped> columns(String alias) {
    return List.of(
        new Scoped(alias + ".id", Kind.NUMBER),
        new Scoped(alias + ".k", Kind.NUMBER),
        new Scoped(alias + ".n", Kind.NUMBER),
        new Scoped(alias + ".g", Kind.TEXT),
        new Scoped(alias + ".s", Kind.TEXT),
        new Scoped(alias + ".b", Kind.BOOLEAN),
        new Scoped(alias + ".d", Kind.DOUBLE),
        new Scoped(alias + ".ts", Kind.TIME));
  }

  private Both select() {
    List<Scoped> scope = columns("t");
    Projected projected = project(scope, 1 + random.nextInt(4));
    String body = projected.sql + " FROM " + table() + " AS t" + where(scope);
    return new Both("SELECT " + body, "SELECT " + body, projected.kinds);
  }

  private String where(List<Scoped> scope) {
    return random.nextInt(3) == 0 ? "" : " WHERE " + Expressions.bool(random, scope, 2);
  }

  private record Projected(String sql, List<Kind> kinds) {}

  private Projected project(List<Scoped> scope, int count) {
    StringJoiner list = new StringJoiner(", ");
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      list.add(Expressions.any(random, scope, kind, 2) + " AS c" + i);
      kinds.add(kind);
    }
    return new Projected(list.toString(), kinds);
  }

  private static List<Scoped> scope(String alias, List<Kind> kinds) {
    List<Scoped> scope = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      scope.add(new Scoped(alias + ".c" + i, kinds.get(i)));
    }
    return scope;
  }

  private Both grouped(Both input) {
    List<Scoped> scope = scope("q", input.columns);
    int keys = random.nextInt(Math.min(3, scope.size() + 1));
    StringJoiner list = new StringJoiner(", ");
    StringJoiner by = new StringJoiner(", ");
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      list.add(scope.get(i).sql() + " AS c" + i);
      by.add(scope.get(i).sql());
      kinds.add(scope.get(i).kind());
    }
    aggregates(scope, list, kinds, keys);
    String groupBy = keys == 0 ? "" : " GROUP BY " + by;
    String having = keys > 0 && random.nextInt(4) == 0 ? " HAVING count(*) > 1" : "";
    return new Both(
        "SELECT " + list + " FROM (" + input.laminar + ") AS q" + groupBy + having,
        "SELECT " + list + " FROM (" + input.duck + ") AS q" + groupBy + having,
        kinds);
  }

  private void aggregates(List<Scoped> scope, StringJoiner list, List<Kind> kinds, int from) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Expressions.Typed aggregate = Expressions.aggregate(random, scope);
      list.add(aggregate.sql() + " AS c" + (from + i));
      kinds.add(aggregate.kind());
    }
  }

  private Both windowed() {
    List<Scoped> scope = columns("t");
    String table = table();
    boolean keyed = random.nextBoolean();
    StringJoiner list = new StringJoiner(", ");
    List<Kind> kinds = new ArrayList<>();
    if (keyed) {
      list.add("k AS c0");
      kinds.add(Kind.NUMBER);
    }
    List<Kind> aggregateKinds = new ArrayList<>();
    StringJoiner aggregates = new StringJoiner(", ");
    int first = kinds.size() + 2;
    aggregates(scope, aggregates, aggregateKinds, first);
    kinds.add(Kind.TIME);
    kinds.add(Kind.TIME);
    kinds.addAll(aggregateKinds);
    int size = 1 + random.nextInt(4);
    int slide = random.nextBoolean() ? size * 60 : 20 + random.nextInt(size * 60 - 19);
    boolean hop = slide != size * 60;
    String window =
        hop
            ? "hop(INTERVAL '%d s', INTERVAL '%d s')".formatted(slide, size * 60)
            : "tumble(INTERVAL '%d minutes')".formatted(size);
    int at = keyed ? 1 : 0;
    StringJoiner outer = new StringJoiner(", ");
    for (int i = 0; i < kinds.size(); i++) {
      String source = i == at ? "w.start" : i == at + 1 ? "w.end" : "x.c" + i;
      outer.add(source + " AS c" + i);
    }
    String inner = (keyed ? "t.k AS c0, " : "") + window + " AS w, " + aggregates;
    String laminar =
        "SELECT %s FROM (SELECT %s FROM %s AS t GROUP BY %sw) AS x"
            .formatted(outer, inner, table, keyed ? "t.k, " : "");
    return new Both(laminar, duckWindow(table, keyed, at, size * 60, slide, aggregates), kinds);
  }

  /** Each row once per window that it is in: {@code ws} is the window's start in microseconds. */
  private static String duckWindow(
      String table, boolean keyed, int at, int size, int slide, StringJoiner aggregates) {
    long sizeMicros = size * 1_000_000L;
    long slideMicros = slide * 1_000_000L;
    String expanded =
        "(SELECT t.*, ((epoch_us(t.ts) // %1$d) - i.i) * %1$d AS ws FROM %2$s AS t, range(0, %3$d) AS i(i))"
            .formatted(slideMicros, table, sizeMicros / slideMicros + 1);
    return "SELECT %smake_timestamp(t.ws) AS c%d, make_timestamp(t.ws + %d) AS c%d, %s FROM %s AS t"
            .formatted(keyed ? "t.k AS c0, " : "", at, sizeMicros, at + 1, aggregates, expanded)
        + " WHERE epoch_us(t.ts) < t.ws + %d GROUP BY %st.ws"
            .formatted(sizeMicros, keyed ? "t.k, " : "");
  }

  private Both join() {
    List<Scoped> scope = new ArrayList<>(columns("l"));
    scope.addAll(columns("r"));
    List<String> kinds = List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
    String kind = kinds.get(random.nextInt(kinds.size()));
    String on = random.nextBoolean() ? "l.k = r.k" : "l.g = r.g AND l.k = r.k";
    if (random.nextInt(3) == 0) {
      on += " AND " + Expressions.bool(random, scope, 1);
    }
    Projected projected = project(scope, 1 + random.nextInt(4));
    String body =
        "SELECT %s FROM %s AS l %s %s AS r ON %s%s"
            .formatted(projected.sql, table(), kind, table(), on, where(scope));
    return new Both(body, body, projected.kinds);
  }

  private Both union() {
    Both first = select();
    String all = random.nextBoolean() ? " UNION ALL " : " UNION ";
    List<Scoped> scope = columns("u");
    StringJoiner list = new StringJoiner(", ");
    for (int i = 0; i < first.columns.size(); i++) {
      list.add(Expressions.any(random, scope, first.columns.get(i), 1) + " AS c" + i);
    }
    String second = "SELECT " + list + " FROM " + table() + " AS u" + where(scope);
    return new Both(first.laminar + all + second, first.duck + all + second, first.columns);
  }

  private static Both distinct(Both input) {
    return new Both(
        "SELECT DISTINCT * FROM (" + input.laminar + ") AS q",
        "SELECT DISTINCT * FROM (" + input.duck + ") AS q",
        input.columns);
  }
}
