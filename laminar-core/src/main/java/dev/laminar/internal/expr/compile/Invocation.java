package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Slice;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.function.Scratch;
import dev.laminar.internal.expr.function.Total;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A method that computes a call, found by the code that {@code functions.txt} gives: {@code
 * Class.method(token, …)}, where a token says what is passed (see {@link Token}). Scratch memory
 * and the result's holder follow by themselves where the method has such parameters.
 */
record Invocation(Method method, List<Token> tokens, boolean scratch, @Nullable Class<?> holder) {

  private static final String PACKAGE = "dev.laminar.internal.expr.function.";
  private static final Map<String, Method[]> METHODS = new ConcurrentHashMap<>();

  /** What is passed: a letter, the argument that it concerns, or a Java literal. */
  record Token(char kind, int arg, String literal) {

    static Token parse(String text) {
      if (text.equals("now")) {
        return new Token('n', -1, text);
      }
      if (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-') {
        return new Token('#', -1, text);
      }
      char second = text.charAt(1);
      return new Token(text.charAt(0), second == 'r' ? -1 : second - '0', text);
    }

    /** The types of the Java parameters that it fills. */
    List<Class<?>> types(List<Expr> args) {
      return switch (kind) {
        case 'a' -> natural(args.get(arg).type().carrier());
        case 'w' -> List.of(long.class, long.class);
        case 'o' -> List.of(Object.class);
        case 's', 'p', 'U' -> List.of(int.class);
        case 't' -> List.of(DataType.class);
        case 'n' -> List.of(long.class);
        case '#' -> List.of(literal.endsWith("L") ? long.class : int.class);
        default -> List.of(Sites.type(kind));
      };
    }

    private static List<Class<?>> natural(DataType.Carrier carrier) {
      return switch (carrier) {
        case BOOLEAN -> List.of(boolean.class);
        case LONG -> List.of(long.class);
        case DOUBLE -> List.of(double.class);
        case INT128 -> List.of(long.class, long.class);
        case SLICE -> List.of(long.class, int.class);
        case OBJECT -> List.of(Object.class);
      };
    }
  }

  /** The method for a code applied to arguments of those types. */
  static Invocation of(String code, List<Expr> args) {
    int open = code.indexOf('(');
    String path = open < 0 ? code : code.substring(0, open);
    List<Token> tokens = new ArrayList<>();
    if (open < 0) {
      for (int i = 0; i < args.size(); i++) {
        tokens.add(new Token('a', i, ""));
      }
    } else if (code.length() > open + 2) {
      for (String token : code.substring(open + 1, code.length() - 1).split(",", -1)) {
        tokens.add(Token.parse(token));
      }
    }
    List<Class<?>> leading = new ArrayList<>();
    for (Token token : tokens) {
      leading.addAll(token.types(args));
    }
    return resolve(path, tokens, leading);
  }

  private static Invocation resolve(String path, List<Token> tokens, List<Class<?>> leading) {
    int dot = path.indexOf('.');
    String name = path.substring(dot + 1);
    for (Method method : METHODS.computeIfAbsent(path.substring(0, dot), Invocation::methods)) {
      if (method.getName().equals(name) && accepts(method, leading)) {
        Class<?>[] types = method.getParameterTypes();
        boolean scratch = false;
        Class<?> holder = null;
        for (int i = leading.size(); i < types.length; i++) {
          scratch |= types[i] == Scratch.class;
          holder = types[i] == Scratch.class ? holder : types[i];
        }
        return new Invocation(method, tokens, scratch, holder);
      }
    }
    throw new IllegalStateException("no method " + path + leading);
  }

  private static Method[] methods(String className) {
    try {
      return Class.forName(PACKAGE + className).getMethods();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("functions.txt names a class that is not there", e);
    }
  }

  private static boolean accepts(Method method, List<Class<?>> leading) {
    Class<?>[] types = method.getParameterTypes();
    if (!Modifier.isStatic(method.getModifiers()) || types.length < leading.size()) {
      return false;
    }
    for (int i = 0; i < leading.size(); i++) {
      Class<?> given = leading.get(i);
      boolean fits = given == Object.class ? !types[i].isPrimitive() : types[i] == given;
      if (!fits) {
        return false;
      }
    }
    for (int i = leading.size(); i < types.length; i++) {
      if (types[i] != Scratch.class && types[i] != Slice.class && types[i] != Int128.class) {
        return false;
      }
    }
    return true;
  }

  /** Whether it may be called on whatever bits stand where a null is. */
  boolean isTotal() {
    return method.isAnnotationPresent(Total.class);
  }

  /** Whether the result in the holder may be missing. */
  boolean mayMiss() {
    return holder != null && method.getReturnType() == boolean.class;
  }

  String javaName() {
    return method.getDeclaringClass().getCanonicalName() + "." + method.getName();
  }
}
