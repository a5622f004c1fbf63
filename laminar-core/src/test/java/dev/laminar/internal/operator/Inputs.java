package dev.laminar.internal.operator;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.util.List;

/** Nodes for tests of operators that only look at their inputs' schemas. */
final class Inputs {

  private Inputs() {}

  static Node appendOnly(Schema schema) {
    return scan(schema, false);
  }

  static Node updating(Schema schema) {
    return scan(schema, true);
  }

  private static Node scan(Schema schema, boolean changes) {
    Source source = new NoRows(schema);
    return new Node.Scan(
        new SourceTable("t", "none", source, schema, changes, BadData.FAIL), schema);
  }

  /** A reference to a column of the input. */
  static Expr column(Schema schema, int index) {
    Field field = schema.field(index);
    return new Expr.ColumnRef(index, field.type(), field.nullable());
  }

  static Expr bigint(long value) {
    return new Expr.Literal(value, DataType.BIGINT);
  }

  private record NoRows(Schema schema) implements Source {
    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return List.of();
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      throw new IllegalStateException("there is no split");
    }
  }
}
