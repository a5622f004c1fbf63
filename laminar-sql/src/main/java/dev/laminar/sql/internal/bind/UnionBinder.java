package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.Types;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSetOperator;

/** {@code UNION [ALL]}: equal numbers of columns, brought to common types by position. */
public final class UnionBinder {

  private final QueryBinder queries;
  private final SqlCall union;

  UnionBinder(QueryBinder queries, SqlCall union) {
    this.queries = queries;
    this.union = union;
  }

  Relation bind() {
    List<Relation> parts = new ArrayList<>();
    flatten(union, parts);
    boolean all = ((SqlSetOperator) union.getOperator()).isAll();
    Relation together = BindError.locate(union, () -> of(parts));
    return all ? together : Relations.distinct(together);
  }

  /** {@code a UNION ALL b UNION ALL c} is one node. */
  private void flatten(SqlNode node, List<Relation> parts) {
    boolean same =
        node instanceof SqlCall call
            && call.getOperator() instanceof SqlSetOperator operator
            && operator.getKind() == union.getKind()
            && operator.isAll() == ((SqlSetOperator) union.getOperator()).isAll();
    if (same) {
      ((SqlCall) node).getOperandList().forEach(operand -> flatten(operand, parts));
    } else {
      parts.add(queries.bindFully(node));
    }
  }

  /** All rows of all parts, under the first part's names. */
  public static Relation of(List<Relation> parts) {
    Relation first = parts.getFirst();
    if (parts.size() == 1) {
      return first;
    }
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < first.outputs().size(); i++) {
      types.add(commonType(parts, i));
    }
    boolean timed = parts.stream().allMatch(part -> part.node().timeColumn().isPresent());
    boolean[] windows = new boolean[types.size()];
    for (int i = 0; i < windows.length; i++) {
      int column = i;
      windows[i] =
          parts.stream()
              .allMatch(part -> Windows.columns(part.outputs().get(column).expr()) != null);
    }
    List<Branch> branches =
        parts.stream().map(part -> Branch.of(part, types, windows, timed)).toList();
    return together(parts, branches, windows);
  }

  private static DataType commonType(List<Relation> parts, int column) {
    DataType type = null;
    for (Relation part : parts) {
      if (part.outputs().size() != parts.getFirst().outputs().size()) {
        throw BindError.unlocated(
            "UNION needs queries with the same number of columns, got "
                + parts.getFirst().outputs().size()
                + " and "
                + part.outputs().size());
      }
      Expr expr = part.outputs().get(column).expr();
      boolean isNull = expr instanceof Expr.Literal literal && literal.value() == null;
      if (!isNull) {
        type = type == null ? expr.type() : common(parts, column, type, expr.type());
      }
    }
    return type == null ? DataType.TEXT : type;
  }

  private static DataType common(List<Relation> parts, int column, DataType a, DataType b) {
    return Types.tryCommon(a, b)
        .orElseThrow(
            () ->
                BindError.unlocated(
                    "UNION: column "
                        + (column + 1)
                        + " ('"
                        + parts.getFirst().outputs().get(column).name()
                        + "') is "
                        + a
                        + " in one"
                        + " query and "
                        + b
                        + " in another; cast one of them"));
  }

  /** One part with its columns in the common order: the outputs, then event time. */
  private record Branch(Node node, List<WindowColumns> windows, List<Integer> starts) {

    static Branch of(Relation part, List<DataType> types, boolean[] asWindow, boolean timed) {
      Projection projection = new Projection();
      List<Integer> starts = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        Output output = part.outputs().get(i);
        starts.add(projection.size());
        WindowColumns window = asWindow[i] ? Windows.columns(output.expr()) : null;
        if (window != null) {
          boolean missing = output.expr().nullable();
          projection.append(Windows.border(window.start(), missing), output.name() + "_start");
          projection.append(Windows.border(window.end(), missing), output.name() + "_end");
        } else {
          projection.append(Functions.cast(output.expr(), types.get(i)), output.name());
        }
      }
      OptionalInt time = OptionalInt.empty();
      if (timed) {
        Node input = part.node();
        int column = input.timeColumn().orElseThrow();
        Expr value = Windows.border(column, input.schema().field(column).nullable());
        time = OptionalInt.of(projection.append(value, "event_time"));
      }
      Node node = projection.over(part.node(), time, part.badData());
      return new Branch(node, projection.allMoved(part.windows()), starts);
    }
  }

  private static Relation together(
      List<Relation> parts, List<Branch> branches, boolean[] asWindow) {
    Branch first = branches.getFirst();
    Node node =
        new Node.Union(branches.stream().map(Branch::node).toList(), first.node().timeColumn());
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < parts.getFirst().outputs().size(); i++) {
      int column = first.starts().get(i);
      var field = node.schema().field(column);
      Expr value =
          asWindow[i]
              ? window(column, field.nullable())
              : new Expr.ColumnRef(column, field.type(), field.nullable());
      outputs.add(new Output(parts.getFirst().outputs().get(i).name(), value));
    }
    List<WindowColumns> windows = new ArrayList<>();
    for (WindowColumns window : first.windows()) {
      boolean everywhere = branches.stream().allMatch(b -> has(b.windows(), window));
      if (everywhere) {
        windows.add(new WindowColumns(window.start(), window.end(), false));
      }
    }
    BadData badData =
        parts.stream().map(Relation::badData).reduce(BadDataPolicies::stricter).orElseThrow();
    return new Relation(node, outputs, windows, badData);
  }

  private static Expr window(int column, boolean missing) {
    return missing
        ? Windows.missing(new WindowColumns(column, column + 1, false))
        : Windows.struct(column, column + 1);
  }

  private static boolean has(List<WindowColumns> windows, WindowColumns window) {
    return windows.stream().anyMatch(w -> w.start() == window.start() && w.end() == window.end());
  }
}
