package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** The JSON functions of the standard, whose clauses the parser hands over as flags. */
final class JsonForms {

  /** The clauses that say what happens anyway. */
  private static final Set<String> DEFAULTS =
      Set.of("NULL", "FALSE", "WITHOUT_ARRAY", "NULL_ON_NULL");

  private final ExpressionBinder binder;

  JsonForms(ExpressionBinder binder) {
    this.binder = binder;
  }

  Expr bind(SqlCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    List<Expr> args = new ArrayList<>();
    SqlDataTypeSpec returning = null;
    for (@Nullable SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlDataTypeSpec type) {
        returning = type;
      } else if (operand instanceof SqlLiteral literal && literal.getValue() instanceof Enum<?> e) {
        checkFlag(call, e);
      } else if (operand != null) {
        args.add(binder.bind(operand));
      }
    }
    Expr bound = Functions.call(name, args);
    return returning == null ? bound : TypeSpecs.cast(bound, returning, false);
  }

  private static void checkFlag(SqlCall call, Enum<?> flag) {
    if (!(flag instanceof SqlJsonEmptyOrError) && !DEFAULTS.contains(flag.name())) {
      throw BindError.unsupported(
          call,
          call.getOperator().getName()
              + " with "
              + flag.name().replace('_', ' ')
              + " is not supported; leave it out and use coalesce or CASE");
    }
  }
}
