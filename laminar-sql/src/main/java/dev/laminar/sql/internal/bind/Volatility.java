package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import java.util.Set;

/** Knows which expressions give another value each time they are computed. */
public final class Volatility {

  private static final Set<String> VOLATILE =
      Set.of("random", "rand", "rand_integer", "uuid", "gen_random_uuid");

  private Volatility() {}

  /** Whether computing it twice may give two values, so that it must be computed just once. */
  public static boolean isVolatile(Expr expr) {
    return Trees.any(
        expr, part -> part instanceof Expr.Call call && VOLATILE.contains(call.function()));
  }
}
