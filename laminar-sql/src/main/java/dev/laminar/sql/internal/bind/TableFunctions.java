package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * {@code TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))} and the other windows of
 * SQL:2016: the table with {@code window_start}, {@code window_end} and {@code window_time} behind.
 */
final class TableFunctions {

  /** The parameters' names, for calls that use them. */
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "tumble", List.of("data", "timecol", "size", "offset"),
          "hop", List.of("data", "timecol", "slide", "size", "offset"),
          "cumulate", List.of("data", "timecol", "step", "size", "offset"),
          "session", List.of("data", "timecol", "gap"));

  private final QueryBinder queries;

  TableFunctions(QueryBinder queries) {
    this.queries = queries;
  }

  Relation bind(SqlCall table) {
    SqlNode inner = table.operand(0);
    if (table.getKind() == SqlKind.EXPLICIT_TABLE && inner instanceof SqlIdentifier name) {
      return queries.table(name);
    }
    if (inner instanceof SqlCall call && call.getOperator() instanceof SqlFunction function) {
      String name = ExpressionBinder.functionName(function).toLowerCase(Locale.ROOT);
      if (WindowFunctions.isWindow(name)) {
        return BindError.locate(call, () -> windows(name, call));
      }
      throw BindError.invalid(
          call,
          "there is no table function '" + name + "'; there are TUMBLE, HOP, SESSION and CUMULATE");
    }
    return queries.bind(inner);
  }

  private Relation windows(String name, SqlCall call) {
    List<SqlNode> operands = inOrder(name, call);
    if (operands.size() < 3) {
      throw BindError.invalid(
          call,
          "expected "
              + name.toUpperCase(Locale.ROOT)
              + "(TABLE t, DESCRIPTOR(event time), INTERVAL …), got "
              + operands.size()
              + " arguments");
    }
    Relation relation = WindowAssigner.assign(data(operands.get(0)));
    checkTime(relation, operands.get(1), name);
    ExpressionBinder binder = new ExpressionBinder(Scope.EMPTY, Place.plain("a table function"));
    WindowSpec spec =
        WindowFunctions.spec(name, call, operands.subList(2, operands.size()), binder);
    Expr window = Windows.pending(spec);
    List<Output> outputs = new ArrayList<>(relation.outputs());
    outputs.add(new Output("window_start", Fields.field(window, 0)));
    outputs.add(new Output("window_end", Fields.field(window, 1)));
    outputs.add(new Output("window_time", Windows.pendingTime(window)));
    return relation.withOutputs(outputs);
  }

  private static List<SqlNode> inOrder(String name, SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    if (operands.stream().noneMatch(o -> o.getKind() == SqlKind.ARGUMENT_ASSIGNMENT)) {
      return operands;
    }
    List<SqlNode> ordered = new ArrayList<>();
    for (String parameter : java.util.Objects.requireNonNull(PARAMETERS.get(name))) {
      for (SqlNode operand : operands) {
        SqlCall assignment = (SqlCall) operand;
        if (((SqlIdentifier) assignment.operand(1)).getSimple().equalsIgnoreCase(parameter)) {
          ordered.add(assignment.operand(0));
        }
      }
    }
    if (ordered.size() != operands.size()) {
      throw BindError.invalid(
          call,
          "the parameters of "
              + name.toUpperCase(Locale.ROOT)
              + " are "
              + String.join(", ", PARAMETERS.get(name)).toUpperCase(Locale.ROOT));
    }
    return ordered;
  }

  private Relation data(SqlNode node) {
    return switch (node.getKind()) {
      case SET_SEMANTICS_TABLE -> partitioned((SqlCall) node);
      case EXPLICIT_TABLE -> bind((SqlCall) node);
      case IDENTIFIER -> queries.table((SqlIdentifier) node);
      default -> queries.bind(node);
    };
  }

  private Relation partitioned(SqlCall node) {
    throw BindError.unsupported(
        node,
        "PARTITION BY is not needed here: GROUP BY the key beside window_start and window_end");
  }

  private static void checkTime(Relation relation, SqlNode descriptor, String function) {
    if (!(descriptor instanceof SqlCall call)
        || !call.getOperator().getName().equalsIgnoreCase("descriptor")
        || call.operandCount() != 1
        || !(call.operand(0) instanceof SqlIdentifier name)) {
      throw BindError.invalid(descriptor, "expected DESCRIPTOR(column of the event time)");
    }
    List<Scope.Column> columns =
        relation.outputs().stream()
            .map(output -> new Scope.Column(output.name(), output.expr(), false))
            .toList();
    Expr column = new Scope(List.of(new Scope.Table(null, columns))).resolve(name);
    int time = Grouping.timeColumn(relation, function);
    String timeName = relation.node().schema().field(time).name();
    boolean isTime =
        column instanceof Expr.ColumnRef ref
            && (ref.index() == time
                || relation.node().schema().field(ref.index()).name().equals(timeName));
    if (!isTime) {
      throw BindError.invalid(
          name,
          "'"
              + name
              + "' is not the event time, which is '"
              + timeName
              + "'; windows go by event time: declare WATERMARK FOR "
              + name
              + " with the table");
    }
  }
}
