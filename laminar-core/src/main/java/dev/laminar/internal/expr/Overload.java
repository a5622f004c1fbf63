package dev.laminar.internal.expr;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One way to call a function.
 *
 * @param params what the arguments must be; the last one repeats if {@code variadic}
 * @param result the result's type as {@code functions.txt} writes it
 * @param nulls when the result is null: {@code ' '} if an argument is, {@code '?'} on other
 *     occasions too, {@code '!'} never, {@code '&'} if all arguments are, {@code '^'} if the first
 *     argument is
 * @param code the method that computes it, such as {@code Texts.upper}, with its arguments where
 *     they are not simply the function's; or {@code @} and the name of a form that the compiler
 *     knows
 */
public record Overload(
    String name,
    List<TypePattern> params,
    boolean variadic,
    String result,
    char nulls,
    String code) {

  public Overload {
    params = List.copyOf(params);
  }

  TypePattern param(int index) {
    return params.get(Math.min(index, params.size() - 1));
  }

  /** Whether the compiler itself knows the form. */
  public boolean isForm() {
    return code.startsWith("@");
  }

  boolean takes(int arguments) {
    return variadic ? arguments >= params.size() - 1 : arguments == params.size();
  }

  /** The sum of what the arguments' implicit casts cost, or −1 if one of them does not fit. */
  int cost(List<Expr> args) {
    if (!takes(args.size())) {
      return -1;
    }
    int total = 0;
    for (int i = 0; i < args.size(); i++) {
      int cost = param(i).cost(args.get(i));
      if (cost < 0) {
        return -1;
      }
      total += cost;
    }
    return total;
  }

  String signature() {
    String list = params.stream().map(TypePattern::toString).collect(Collectors.joining(", "));
    String returned = result.startsWith("=") ? "number" : new TypePattern(result).toString();
    return name + "(" + list + (variadic ? " …" : "") + ") → " + returned;
  }
}
