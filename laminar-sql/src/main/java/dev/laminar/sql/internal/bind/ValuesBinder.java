package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Exprs;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.Types;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** {@code VALUES (…), (…)}: rows of constants; what has yet to be computed is, row by row. */
final class ValuesBinder {

  private static final Place PLACE = Place.plain("VALUES");

  private final ExpressionBinder binder = new ExpressionBinder(Scope.EMPTY, PLACE);

  Relation bind(SqlCall values) {
    List<List<Expr>> rows = new ArrayList<>();
    for (SqlNode row : values.getOperandList()) {
      List<SqlNode> cells =
          row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
      rows.add(binder.bindAll(cells));
      if (cells.size() != rows.getFirst().size()) {
        throw BindError.invalid(
            row,
            "all rows of VALUES have as many values as the first, which has "
                + rows.getFirst().size()
                + "; this one has "
                + cells.size());
      }
    }
    return BindError.locate(values, () -> relation(rows));
  }

  private static Relation relation(List<List<Expr>> rows) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      types.add(type(rows, i));
    }
    List<List<Expr>> cast = new ArrayList<>();
    for (List<Expr> row : rows) {
      List<Expr> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(Exprs.fold(Functions.cast(row.get(i), types.get(i))));
      }
      cast.add(cells);
    }
    boolean literal =
        cast.stream().allMatch(row -> row.stream().allMatch(Expr.Literal.class::isInstance));
    return literal ? constants(cast, types) : computed(cast);
  }

  private static DataType type(List<List<Expr>> rows, int column) {
    DataType type = null;
    for (List<Expr> row : rows) {
      Expr expr = row.get(column);
      boolean isNull = expr instanceof Expr.Literal literal && literal.value() == null;
      if (!isNull) {
        type = type == null ? expr.type() : Types.common(type, expr.type());
      }
    }
    return type == null ? DataType.TEXT : type;
  }

  private static String name(int column) {
    return "column" + (column + 1);
  }

  private static Relation constants(List<List<Expr>> rows, List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      int column = i;
      boolean nullable = rows.stream().anyMatch(row -> row.get(column).nullable());
      fields.add(new Field(name(i), types.get(i), nullable));
    }
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (List<Expr> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(((Expr.Literal) cell).value()));
      values.add(Collections.unmodifiableList(cells));
    }
    return Relations.of(new Node.Values(new Schema(fields), nonNull(values)), BadData.FAIL);
  }

  /** {@link Node.Values} holds nulls in rows, which its type does not say. */
  @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
  private static List<List<Object>> nonNull(List<List<@Nullable Object>> values) {
    return (List) values;
  }

  private static Relation computed(List<List<Expr>> rows) {
    List<Relation> parts = new ArrayList<>();
    for (List<Expr> row : rows) {
      Projection projection = new Projection();
      List<Output> outputs = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Expr cell = row.get(i);
        int column = projection.append(cell, name(i));
        outputs.add(new Output(name(i), new Expr.ColumnRef(column, cell.type(), cell.nullable())));
      }
      Node node = projection.over(Relations.oneRow().node(), OptionalInt.empty(), BadData.FAIL);
      parts.add(new Relation(node, outputs, List.of(), BadData.FAIL));
    }
    return UnionBinder.of(parts);
  }
}
