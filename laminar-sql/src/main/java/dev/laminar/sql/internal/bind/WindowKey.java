package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The window among the keys of a GROUP BY: one that is to be made of event time, or the one that
 * the input's rows have already.
 *
 * @param pending the window to be made, or null
 * @param given the columns of the window that is there, or null
 */
record WindowKey(Relation input, Expr.@Nullable Call pending, @Nullable WindowColumns given) {

  /** The window by which the keys group, if they do. */
  static Optional<WindowKey> find(List<Expr> keys, Relation input) {
    Expr.Call pending = null;
    for (Expr key : keys) {
      Expr.Call found = WindowAssigner.pendingIn(key);
      if (found != null && pending != null && !found.equals(pending)) {
        throw BindError.unlocated("GROUP BY can have one window, got two different ones");
      }
      pending = found == null ? pending : found;
    }
    if (pending != null) {
      return Optional.of(checked(new WindowKey(input, pending, null), keys));
    }
    for (WindowColumns window : input.windows()) {
      if (input.node().timeColumn().isPresent() && isGiven(window, keys)) {
        return Optional.of(new WindowKey(input, null, window));
      }
    }
    return Optional.empty();
  }

  /** Start and end have to be among the keys; where one tells the other, one of them. */
  private static boolean isGiven(WindowColumns window, List<Expr> keys) {
    boolean start = false;
    boolean end = false;
    for (Expr key : keys) {
      WindowColumns struct = Windows.columns(key);
      boolean both =
          struct != null && struct.start() == window.start() && struct.end() == window.end();
      start |= both || isColumn(key, window.start());
      end |= both || isColumn(key, window.end());
    }
    return start && end || window.fixed() && (start || end);
  }

  private static boolean isColumn(Expr key, int column) {
    return key instanceof Expr.ColumnRef ref && ref.index() == column;
  }

  private static WindowKey checked(WindowKey window, List<Expr> keys) {
    boolean whole = false;
    boolean start = false;
    boolean end = false;
    for (Expr key : keys) {
      whole |= key.equals(window.pending);
      start |= key.equals(Fields.field(window.pending(), 0));
      end |= key.equals(Fields.field(window.pending(), 1));
    }
    if (whole || start && end || window.fixed() && (start || end)) {
      return window;
    }
    throw BindError.unlocated(
        "group by the window itself or by both window_start and window_end; other expressions"
            + " over it may be keys beside these");
  }

  /** The keys that are not the window. */
  List<Expr> others(List<Expr> keys) {
    Map<Expr, Expr> known = replacements(0, 0, 0);
    return keys.stream().distinct().filter(key -> !known.containsKey(key)).toList();
  }

  /** What the grouping is to do; takes the columns along that it needs. */
  WindowSpec spec(Projection projection) {
    if (given == null) {
      return Windows.spec(pending()).orElseThrow();
    }
    return new WindowSpec.Given(
        projection.add(Windows.border(given.start(), false), "window_start"),
        projection.add(Windows.border(given.end(), false), "window_end"));
  }

  @Override
  public Expr.Call pending() {
    return java.util.Objects.requireNonNull(pending);
  }

  /** What error messages call it. */
  String function() {
    return pending == null ? "a window" : Windows.functionOf(pending);
  }

  /** Whether all its windows have one size. */
  boolean fixed() {
    if (given != null) {
      return given.fixed();
    }
    WindowSpec spec = Windows.spec(pending()).orElseThrow();
    return spec instanceof WindowSpec.Tumble || spec instanceof WindowSpec.Hop;
  }

  /** What stands for the window, its parts and its time once rows are grouped. */
  Map<Expr, Expr> replacements(int start, int end, int time) {
    Map<Expr, Expr> map = new LinkedHashMap<>();
    Expr window = Windows.struct(start, end);
    if (given == null) {
      map.put(pending(), window);
      map.put(Fields.field(pending(), 0), Windows.border(start, false));
      map.put(Fields.field(pending(), 1), Windows.border(end, false));
      map.put(Windows.pendingTime(pending()), Windows.border(time, false));
      return map;
    }
    for (WindowColumns same : input.windows()) {
      for (boolean nullable : new boolean[] {false, true}) {
        map.put(Windows.border(same.start(), nullable), Windows.border(start, false));
        map.put(Windows.border(same.end(), nullable), Windows.border(end, false));
      }
      map.put(Windows.struct(same), window);
      map.put(Windows.missing(same), window);
    }
    int column = input.node().timeColumn().orElseThrow();
    boolean nullable = input.node().schema().field(column).nullable();
    map.put(new Expr.ColumnRef(column, DataType.TIMESTAMP, nullable), Windows.border(time, false));
    return map;
  }
}
