package dev.laminar.internal.operator;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.AggregateFunctions;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Plan nodes for tests of operators: an input that only says what its rows are, and calls. */
final class TestInputs {

  private TestInputs() {}

  /** A source that nobody reads. */
  private static final class NoSource implements Source {
    @Override
    public Schema schema() {
      return Schema.of();
    }

    @Override
    public List<Split> splits(int parallelism) {
      return List.of();
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      throw new IllegalStateException("nobody reads this source");
    }
  }

  static Node table(Schema schema, boolean updating) {
    SourceTable table =
        new SourceTable("t", "test", new NoSource(), schema, updating, BadData.FAIL);
    return new Node.Scan(table, schema);
  }

  /** With event time in that column. */
  static Node timed(Schema schema, int time, boolean updating) {
    Field field = schema.field(time);
    Expr watermark = new Expr.ColumnRef(time, field.type(), field.nullable());
    return new Node.Watermark(
        table(schema, updating), time, watermark, Duration.ofSeconds(10), BadData.FAIL);
  }

  static Call call(String function, int... args) {
    return new Call(function, args, List.of(), false, OptionalInt.empty(), List.of());
  }

  /** A call that is not typed yet. */
  record Call(
      String function,
      int[] args,
      List<Object> params,
      boolean distinct,
      OptionalInt filter,
      List<AggregateCall.SortKey> orderBy) {

    Call asDistinct() {
      return new Call(function, args, params, true, filter, orderBy);
    }

    Call filter(int column) {
      return new Call(function, args, params, distinct, OptionalInt.of(column), orderBy);
    }

    Call with(Object... literals) {
      return new Call(function, args, List.of(literals), distinct, filter, orderBy);
    }

    Call orderBy(AggregateCall.SortKey... keys) {
      return new Call(function, args, params, distinct, filter, List.of(keys));
    }

    AggregateCall over(Schema input) {
      List<Field> fields = new ArrayList<>();
      List<Integer> columns = new ArrayList<>();
      for (int arg : args) {
        fields.add(input.field(arg));
        columns.add(arg);
      }
      AggregateFunctions.Bound bound = AggregateFunctions.bind(function, fields, params, distinct);
      List<DataType> types = fields.stream().map(Field::type).toList();
      if (!bound.arguments().equals(types)) {
        throw new IllegalArgumentException(function + " wants " + bound.arguments());
      }
      return new AggregateCall(
          function, columns, params, distinct, filter, orderBy, function, bound.type(), true);
    }
  }

  static List<AggregateCall> calls(Schema input, Call... calls) {
    List<AggregateCall> typed = new ArrayList<>();
    for (Call call : calls) {
      typed.add(call.over(input));
    }
    return typed;
  }
}
