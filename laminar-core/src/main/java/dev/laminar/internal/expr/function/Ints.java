package dev.laminar.internal.expr.function;

/** Whole numbers: what does not fit the type fails the row, nothing wraps. Stateless. */
public final class Ints {

  private Ints() {}

  static RowError overflow(String type, String what) {
    return new RowError("number out of range: " + what + " does not fit " + type);
  }

  private static String name(long max) {
    return switch ((int) Math.min(max, Integer.MAX_VALUE)) {
      case 0x7f -> "TINYINT";
      case 0x7fff -> "SMALLINT";
      case 0xff -> "TINYINT UNSIGNED";
      case 0xffff -> "SMALLINT UNSIGNED";
      default -> max == Integer.MAX_VALUE ? "INTEGER" : "INTEGER UNSIGNED";
    };
  }

  static RowError byZero() {
    return new RowError("division by zero");
  }

  // ---- any width up to 63 bits, where the result is known to fit

  @Total
  public static long same(long a) {
    return a;
  }

  @Total
  public static long addAny(long a, long b) {
    return a + b;
  }

  @Total
  public static long subtractAny(long a, long b) {
    return a - b;
  }

  @Total
  public static long multiplyAny(long a, long b) {
    return a * b;
  }

  @Total
  public static long negateAny(long a) {
    return -a;
  }

  // ---- BIGINT: the exact methods are one instruction and a jump where they do not overflow

  public static long add(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow("BIGINT", a + " + " + b);
    }
  }

  public static long subtract(long a, long b) {
    try {
      return Math.subtractExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow("BIGINT", a + " - " + b);
    }
  }

  public static long multiply(long a, long b) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow("BIGINT", a + " * " + b);
    }
  }

  public static long divide(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    if (b == -1) {
      return negate(a);
    }
    return a / b;
  }

  public static long modulo(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return b == -1 ? 0 : a % b;
  }

  public static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw overflow("BIGINT", "-(" + a + ")");
    }
    return -a;
  }

  public static long abs(long a) {
    return a < 0 ? negate(a) : a;
  }

  @Total
  public static long invert(long a) {
    return ~a;
  }

  public static long shiftLeft(long a, long bits) {
    return a << checkedShift(bits, 64);
  }

  public static long shiftRight(long a, long bits) {
    return a >> checkedShift(bits, 64);
  }

  private static int checkedShift(long bits, int width) {
    if (bits < 0 || bits >= width) {
      throw new RowError("a shift expects 0 to " + (width - 1) + " bits, got " + bits);
    }
    return (int) bits;
  }

  public static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = modulo(x, y);
      x = y;
      y = rest;
    }
    return abs(x);
  }

  public static long lcm(long a, long b) {
    return a == 0 || b == 0 ? 0 : abs(multiply(a / gcd(a, b), b));
  }

  /** To tens, hundreds … where {@code places} is negative; halves away from zero. */
  public static long round(long a, long places) {
    if (places >= 0) {
      return a;
    }
    if (places < -18) {
      return 0;
    }
    long unit = Decimals.POWERS[(int) -places];
    long rest = a % unit;
    long down = a - rest;
    if (Math.abs(rest) * 2 < unit && Math.abs(rest) <= unit / 2) {
      return down;
    }
    return add(down, a < 0 ? -unit : unit);
  }

  public static long factorial(long n) {
    if (n < 0) {
      throw new RowError("factorial expects no negative number, got " + n);
    }
    long product = 1;
    for (long i = 2; i <= n; i++) {
      product = multiply(product, i);
    }
    return product;
  }

  // ---- BIGINT UNSIGNED

  private static RowError unsigned(long a, String operator, long b) {
    return overflow(
        "BIGINT UNSIGNED", Long.toUnsignedString(a) + operator + Long.toUnsignedString(b));
  }

  public static long addUnsigned(long a, long b) {
    long sum = a + b;
    if (Long.compareUnsigned(sum, a) < 0) {
      throw unsigned(a, " + ", b);
    }
    return sum;
  }

  public static long subtractUnsigned(long a, long b) {
    if (Long.compareUnsigned(a, b) < 0) {
      throw unsigned(a, " - ", b);
    }
    return a - b;
  }

  public static long multiplyUnsigned(long a, long b) {
    if (Math.unsignedMultiplyHigh(a, b) != 0) {
      throw unsigned(a, " * ", b);
    }
    return a * b;
  }

  public static long divideUnsigned(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return Long.divideUnsigned(a, b);
  }

  public static long moduloUnsigned(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return Long.remainderUnsigned(a, b);
  }

  public static long negateUnsigned(long a) {
    if (a != 0) {
      throw unsigned(0, " - ", a);
    }
    return 0;
  }

  @Total
  public static long absUnsigned(long a) {
    return a;
  }

  @Total
  public static long invertUnsigned(long a) {
    return ~a;
  }

  public static long shiftLeftUnsigned(long a, long bits) {
    return a << checkedShift(bits, 64);
  }

  public static long shiftRightUnsigned(long a, long bits) {
    return a >>> checkedShift(bits, 64);
  }

  @Total
  public static long gcdUnsigned(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = Long.remainderUnsigned(x, y);
      x = y;
      y = rest;
    }
    return x;
  }

  public static long lcmUnsigned(long a, long b) {
    return a == 0 || b == 0 ? 0 : multiplyUnsigned(Long.divideUnsigned(a, gcdUnsigned(a, b)), b);
  }

  public static long roundUnsigned(long a, long places) {
    if (places >= 0) {
      return a;
    }
    if (places < -18) {
      return 0;
    }
    long unit = Decimals.POWERS[(int) -places];
    long rest = Long.remainderUnsigned(a, unit);
    return rest < unit - rest ? a - rest : addUnsigned(a - rest, unit);
  }

  // ---- narrower types, with their bounds

  /** The number itself, if it lies within the bounds. */
  public static long fit(long a, long min, long max) {
    if (a < min || a > max) {
      throw overflow(name(max), Long.toString(a));
    }
    return a;
  }

  public static long notNegative(long a) {
    if (a < 0) {
      throw overflow("BIGINT UNSIGNED", Long.toString(a));
    }
    return a;
  }

  public static long fitUnsigned(long a, long min, long max) {
    if (a < 0 || a > max) {
      throw overflow(max == Long.MAX_VALUE ? "BIGINT" : name(max), Long.toUnsignedString(a));
    }
    return a;
  }

  public static long addSmall(long a, long b, long min, long max) {
    long result = a + b;
    if (result < min || result > max) {
      throw overflow(name(max), a + " + " + b);
    }
    return result;
  }

  public static long subtractSmall(long a, long b, long min, long max) {
    long result = a - b;
    if (result < min || result > max) {
      throw overflow(name(max), a + " - " + b);
    }
    return result;
  }

  public static long multiplySmall(long a, long b, long min, long max) {
    long result = a * b;
    if (result < min || result > max || (result < 0 && a > 0 && b > 0)) {
      throw overflow(name(max), a + " * " + b);
    }
    return result;
  }

  public static long divideSmall(long a, long b, long min, long max) {
    if (b == 0) {
      throw byZero();
    }
    long result = a / b;
    if (result > max) {
      throw overflow(name(max), a + " / " + b);
    }
    return result;
  }

  public static long moduloSmall(long a, long b, long min, long max) {
    if (b == 0) {
      throw byZero();
    }
    return a % b;
  }

  public static long negateSmall(long a, long min, long max) {
    return subtractSmall(0, a, min, max);
  }

  public static long absSmall(long a, long min, long max) {
    return a < 0 ? subtractSmall(0, a, min, max) : a;
  }

  @Total
  public static long invertSmall(long a, long min, long max) {
    return min == 0 ? ~a & max : ~a;
  }

  public static long shiftLeftSmall(long a, long bits, long min, long max) {
    long shifted = a << checkedShift(bits, width(min, max));
    return wrap(shifted, min, max);
  }

  public static long shiftRightSmall(long a, long bits, long min, long max) {
    return a >> checkedShift(bits, width(min, max));
  }

  private static int width(long min, long max) {
    return 64 - Long.numberOfLeadingZeros(max) + (min == 0 ? 0 : 1);
  }

  private static long wrap(long a, long min, long max) {
    long low = a & (max - min);
    return low > max ? low - (max - min) - 1 : low;
  }

  public static long gcdSmall(long a, long b, long min, long max) {
    return fit(gcd(a, b), min, max);
  }

  public static long lcmSmall(long a, long b, long min, long max) {
    return fit(lcm(a, b), min, max);
  }

  public static long roundSmall(long a, long places, long min, long max) {
    return fit(round(a, places), min, max);
  }
}
