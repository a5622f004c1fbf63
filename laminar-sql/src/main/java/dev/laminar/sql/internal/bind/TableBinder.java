package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.catalog.Table.EventTime;
import dev.laminar.sql.internal.catalog.TableColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlIdentifier;

/** Puts a table's declared columns and its event time on top of its scan. One use. */
public final class TableBinder {

  private static final long DISORDER_MICROS = 1_000_000;

  private final Node scan;
  private final BadData badData;
  private final List<Output> outputs = new ArrayList<>();

  public TableBinder(Node scan, BadData badData) {
    this.scan = scan;
    this.badData = badData;
  }

  /** Adds a column of the scan. */
  public void physical(Field field) {
    int index = scan.schema().indexOf(field.name()).orElseThrow();
    Field read = scan.schema().field(index);
    outputs.add(new Output(field.name(), new Expr.ColumnRef(index, read.type(), read.nullable())));
  }

  /** Adds a column that is computed from those added before. */
  public void generated(TableColumn.Generated column) {
    Expr value = value(column);
    outputs.add(new Output(column.name(), value));
  }

  private Expr value(TableColumn.Generated column) {
    String clause = "a generated column";
    ExpressionBinder binder = new ExpressionBinder(scope(), Place.plain(clause));
    Expr value = binder.bind(column.expression());
    return column
        .type()
        .map(type -> BindError.locate(column.expression(), () -> Functions.cast(value, type)))
        .orElse(value);
  }

  private Scope scope() {
    List<Scope.Column> columns =
        outputs.stream().map(out -> new Scope.Column(out.name(), out.expr(), false)).toList();
    return new Scope(List.of(new Scope.Table(null, columns)));
  }

  /** The table with its event time. */
  public Relation timed(EventTime eventTime, Duration idleTime) {
    Relation columns = Relations.settled(new Relation(scan, outputs, List.of(), badData));
    outputs.clear();
    outputs.addAll(columns.outputs());
    return switch (eventTime) {
      case EventTime.Declared declared -> declared(columns, declared.column(), declared, idleTime);
      case EventTime.Named named -> {
        Expr time = time(named.column());
        Expr second = new Expr.Literal(DISORDER_MICROS, new DataType.TimeInterval());
        yield watermarked(
            columns, time, named.column().getSimple(), Functions.call("-", time, second), idleTime);
      }
      case EventTime.Arrival arrival -> {
        Expr now = Functions.call("localtimestamp");
        yield watermarked(columns, now, "arrival_time", now, idleTime);
      }
    };
  }

  private Relation declared(
      Relation columns, SqlIdentifier name, EventTime.Declared declared, Duration idleTime) {
    Expr time = time(name);
    if (declared.watermark().isEmpty()) {
      return watermarked(columns, time, name.getSimple(), time, idleTime);
    }
    var node = declared.watermark().get();
    ExpressionBinder binder = new ExpressionBinder(scope(), Place.plain("WATERMARK"));
    Expr watermark = binder.bind(node);
    if (!(watermark.type() instanceof DataType.Timestamp)) {
      throw BindError.invalid(
          node, "the WATERMARK has to be a TIMESTAMP, got a value of type " + watermark.type());
    }
    return watermarked(columns, time, name.getSimple(), watermark, idleTime);
  }

  private Expr time(SqlIdentifier name) {
    Expr time = scope().resolve(name);
    if (!(time.type() instanceof DataType.Timestamp)) {
      throw BindError.invalid(
          name,
          "event time has to be a TIMESTAMP, '"
              + name
              + "' is "
              + time.type()
              + "; add a column such as ts TIMESTAMP GENERATED ALWAYS AS (to_timestamp("
              + name
              + ")) and name that");
    }
    return time;
  }

  private Relation watermarked(
      Relation columns, Expr time, String name, Expr watermark, Duration idleTime) {
    Node below = columns.node();
    Expr micros = Functions.cast(time, DataType.TIMESTAMP);
    Expr mark = Functions.cast(watermark, DataType.TIMESTAMP);
    int column;
    if (micros instanceof Expr.ColumnRef ref) {
      column = ref.index();
    } else {
      Projection projection = Projection.identity(below.schema());
      column = projection.append(micros, name);
      below = projection.over(below, OptionalInt.empty(), badData);
      if (mark.equals(micros)) {
        mark = Windows.border(column, micros.nullable());
      }
    }
    Node node = new Node.Watermark(below, column, mark, idleTime, badData);
    List<Output> timed = new ArrayList<>();
    for (Output output : columns.outputs()) {
      boolean isTime = output.expr().equals(time) && micros.equals(time);
      Expr expr = isTime ? Windows.border(column, micros.nullable()) : output.expr();
      timed.add(new Output(output.name(), expr));
    }
    return new Relation(node, timed, List.of(), badData);
  }

  /** The value of a generated column of a table that is written. */
  static Expr computed(
      TableColumn.Generated column, List<Output> written, BadData badData, Node input) {
    TableBinder binder = new TableBinder(input, badData);
    binder.outputs.addAll(written);
    return binder.value(column);
  }
}
