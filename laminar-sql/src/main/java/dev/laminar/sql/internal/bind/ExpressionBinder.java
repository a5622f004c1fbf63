package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;

/**
 * Gives expressions their meaning: names become columns, calls become functions of the registry
 * with their types. What else may stand in an expression depends on its place, and {@link Place}
 * says.
 */
final class ExpressionBinder {

  private final Scope scope;
  private final Place place;
  private final SpecialForms forms = new SpecialForms(this);

  ExpressionBinder(Scope scope, Place place) {
    this.scope = scope;
    this.place = place;
  }

  Scope scope() {
    return scope;
  }

  /** The expression, typed. */
  Expr bind(SqlNode node) {
    return switch (node) {
      case SqlIdentifier identifier -> identifier(identifier);
      case SqlLiteral literal -> Literals.bind(literal);
      case SqlCase choice -> choice(choice);
      case SqlCall call -> BindError.locate(call, () -> call(call));
      case SqlDynamicParam parameter ->
          throw BindError.unsupported(
              parameter, "'?' has no value here; write $name and give it with -D name=value");
      case SqlNodeList list -> row(NodeLists.of(list));
      default -> throw BindError.unsupported(node, "this cannot be used as a value");
    };
  }

  List<Expr> bindAll(List<SqlNode> nodes) {
    List<Expr> bound = new ArrayList<>(nodes.size());
    for (SqlNode node : nodes) {
      bound.add(bind(node));
    }
    return bound;
  }

  /** A condition: it has to be BOOLEAN. */
  Expr condition(SqlNode node, String clause) {
    Expr condition = bind(node);
    boolean isNull = condition instanceof Expr.Literal literal && literal.value() == null;
    if (!isNull && !(condition.type() instanceof DataType.Bool)) {
      throw BindError.invalid(
          node, clause + " expects a condition (BOOLEAN), got a value of type " + condition.type());
    }
    return Functions.cast(condition, DataType.BOOLEAN);
  }

  private Expr identifier(SqlIdentifier identifier) {
    if (identifier.isStar()) {
      throw BindError.invalid(identifier, "* can only stand in a select list or in count(*)");
    }
    if (identifier.isSimple()) {
      String name = identifier.getSimple();
      if (!scope.has(name)) {
        Optional<Expr> other = place.otherName(identifier);
        if (other.isPresent()) {
          return other.get();
        }
        if (Niladic.is(name)) {
          return Functions.call(name);
        }
      }
    }
    return scope.resolve(identifier);
  }

  private Expr choice(SqlCase choice) {
    List<Expr.When> whens = new ArrayList<>();
    for (int i = 0; i < choice.getWhenOperands().size(); i++) {
      Expr condition = bind(choice.getWhenOperands().get(i));
      whens.add(new Expr.When(condition, bind(choice.getThenOperands().get(i))));
    }
    SqlNode otherwise = choice.getElseOperand();
    Optional<Expr> last = otherwise == null ? Optional.empty() : Optional.of(bind(otherwise));
    return BindError.locate(choice, () -> Functions.caseWhen(whens, last));
  }

  private Expr call(SqlCall call) {
    Optional<Expr> special = forms.bind(call);
    if (special.isPresent()) {
      return special.get();
    }
    SqlKind kind = call.getKind();
    if (isQuery(kind)) {
      return place.scalarQuery(call);
    }
    if (call.getOperator() instanceof SqlFunction function) {
      return function(call, functionName(function));
    }
    return Functions.call(OperatorNames.of(call.getOperator()), bindAll(call.getOperandList()));
  }

  static boolean isQuery(SqlKind kind) {
    return kind.belongsTo(SqlKind.QUERY) || kind == SqlKind.SCALAR_QUERY;
  }

  /** The name of a function as the user wrote it, without a catalogue's name before it. */
  static String functionName(SqlFunction function) {
    SqlIdentifier identifier = function.getSqlIdentifier();
    return identifier == null ? function.getName() : identifier.names.getLast();
  }

  private Expr function(SqlCall call, String name) {
    if (AggregateRequest.isAggregate(name)) {
      return aggregate(call);
    }
    if (WindowFunctions.isWindow(name)) {
      return place.window(call, () -> WindowFunctions.bind(name, call, this));
    }
    if (name.equalsIgnoreCase("unnest")) {
      return place.unnest(call, () -> bind(only(call)));
    }
    refuseQuantifier(call, name);
    return Functions.call(name.toLowerCase(Locale.ROOT), bindAll(call.getOperandList()));
  }

  Expr aggregate(SqlCall call) {
    return place.aggregate(AggregateRequest.of(call));
  }

  private static void refuseQuantifier(SqlCall call, String name) {
    if (call.getFunctionQuantifier() != null) {
      throw BindError.invalid(
          call, "DISTINCT belongs to aggregates, and " + name + " is a function of one row");
    }
  }

  private static SqlNode only(SqlCall call) {
    if (call.operandCount() != 1) {
      throw BindError.invalid(
          call, call.getOperator().getName() + " takes one argument, got " + call.operandCount());
    }
    return call.operand(0);
  }

  /** {@code CAST}, {@code ::} and {@code TRY_CAST}. */
  Expr cast(SqlCall call, boolean orNull) {
    SqlDataTypeSpec spec = call.operand(1);
    Expr value = bind(call.operand(0));
    return TypeSpecs.cast(value, spec, orNull);
  }

  Expr row(List<SqlNode> values) {
    List<Expr> bound = bindAll(values);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      names.add("f" + (i + 1));
    }
    return Functions.row(names, bound);
  }
}
