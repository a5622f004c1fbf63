package dev.laminar.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and the wish of another program that this one ends: the first time something is asked to
 * stop, the second time the process ends at once.
 *
 * <p>By reflection, since the class is of a module that a small Java may lack; then the Java's own
 * way holds, which is to end at once.
 */
final class Interrupts implements AutoCloseable {

  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final Runnable first;
  private final Runnable second;
  private final AtomicInteger count = new AtomicInteger();
  private final List<Runnable> restore = new ArrayList<>();

  Interrupts(Runnable first, Runnable second) {
    this.first = first;
    this.second = second;
    SIGNALS.forEach(this::take);
  }

  private void take(String name) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  came();
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "Interrupts";
              };
      Object handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handlers}, calls);
      Object signal = signals.getConstructor(String.class).newInstance(name);
      var handle = signals.getMethod("handle", signals, handlers);
      Object before = handle.invoke(null, signal, handler);
      restore.add(
          () -> {
            try {
              handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException("signal " + name + " cannot be given back", e);
            }
          });
    } catch (ReflectiveOperationException e) {
      restore.clear(); // no such signal, or no such class: it ends the process as ever
    }
  }

  private void came() {
    if (count.incrementAndGet() == 1) {
      first.run();
    } else {
      second.run();
    }
  }

  /** Whether it was asked to stop. */
  boolean any() {
    return count.get() > 0;
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
