package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.jspecify.annotations.Nullable;

/**
 * {@code unnest(list)} in a select list: the row appears once per element. While the list is bound,
 * the element is column {@link #ELEMENTS}.
 */
final class Unnests {

  static final int ELEMENTS = 1 << 26;

  private @Nullable Expr list;
  private @Nullable SqlCall call;
  private @Nullable Field element;

  /** The element of one row, as a column that {@link #apply} puts in its place. */
  Expr add(SqlCall unnest, Expr elements) {
    if (list != null && !list.equals(elements)) {
      throw BindError.unsupported(
          unnest,
          "a select list can unnest one list; for every combination of the elements of two write"
              + " FROM t CROSS JOIN UNNEST(a) AS x(a) CROSS JOIN UNNEST(b) AS y(b)");
    }
    if (elements.type() instanceof DataType.MapOf) {
      throw BindError.invalid(
          unnest, "a map unnests to two columns: FROM t CROSS JOIN UNNEST(m) AS e(k, v)");
    }
    Field field = Elements.fields(elements.type(), unnest, false, false).getFirst();
    list = elements;
    call = unnest;
    element = field;
    return new Expr.ColumnRef(ELEMENTS, field.type(), field.nullable());
  }

  /** The same over groups. */
  Unnests over(Grouping grouping) {
    if (list != null && call != null) {
      SqlCall where = call;
      list =
          grouping
              .rebase(list)
              .orElseThrow(
                  () ->
                      BindError.invalid(
                          where, "the list has to be in GROUP BY or made by an aggregate"));
    }
    return this;
  }

  /** The relation with its rows once per element. */
  Relation apply(Relation relation) {
    if (list == null || element == null) {
      return relation;
    }
    Node node = new Node.Unnest(relation.node(), list, List.of(element), false, false, false);
    int last = relation.node().schema().size();
    List<Output> outputs = new ArrayList<>();
    for (Output output : relation.outputs()) {
      Expr placed = Trees.mapColumns(output.expr(), c -> c == ELEMENTS ? last : c);
      outputs.add(new Output(output.name(), placed));
    }
    return new Relation(node, outputs, relation.windows(), relation.badData());
  }
}
