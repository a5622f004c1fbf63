package dev.laminar.internal.exec;

import dev.laminar.internal.operator.OperatorContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one task changes and any thread reads, without any cost for the task. */
final class Count implements OperatorContext.Counter {

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Count.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long value;

  @Override
  public void add(long count) {
    VALUE.setOpaque(this, value + count);
  }

  void set(long newValue) {
    VALUE.setOpaque(this, newValue);
  }

  long get() {
    return (long) VALUE.getOpaque(this);
  }
}
