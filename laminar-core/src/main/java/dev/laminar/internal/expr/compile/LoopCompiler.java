package dev.laminar.internal.expr.compile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles source text and keeps the classes by their text. Any thread. */
final class LoopCompiler {

  /** The JVM leaves methods with more bytecode than this to the interpreter. */
  static final int LARGEST_METHOD = 8000;

  /** Shorter sources cannot have larger methods. */
  private static final int SURELY_SMALL = 12_000;

  private static final int KEPT = 500;

  /** A class, and the size of its largest method as far as it matters. */
  record Compiled(Class<?> type, int largestMethod) {}

  private static final Map<String, Compiled> CLASSES =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
          return size() > KEPT;
        }
      };

  private LoopCompiler() {}

  static Compiled compile(String source) {
    synchronized (CLASSES) {
      Compiled known = CLASSES.get(source);
      if (known != null) {
        return known;
      }
    }
    Compiled compiled = cook(source);
    synchronized (CLASSES) {
      CLASSES.put(source, compiled);
    }
    return compiled;
  }

  static Loop instance(Compiled compiled, List<Object> constants) {
    try {
      Object loop =
          compiled.type().getConstructor(Object[].class).newInstance((Object) constants.toArray());
      return (Loop) loop;
    } catch (ReflectiveOperationException e) {
      throw new LaminarException(ErrorCode.BUG, "generated code does not start", e);
    }
  }

  private static Compiled cook(String source) {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(Loop.class.getClassLoader());
    compiler.setDebuggingInformation(false, false, false);
    try {
      compiler.cook(source);
      Class<?> type =
          compiler.getClassLoader().loadClass(LoopSource.PACKAGE + "." + LoopSource.NAME);
      return new Compiled(type, source.length() < SURELY_SMALL ? 0 : largest(compiler));
    } catch (CompileException | ClassNotFoundException e) {
      throw new LaminarException(
          ErrorCode.BUG, "generated code does not compile: " + e.getMessage() + "\n" + source, e);
    }
  }

  private static int largest(SimpleCompiler compiler) {
    int largest = 0;
    for (byte[] bytes : compiler.getBytecodes().values()) {
      ClassModel model = ClassFile.of().parse(bytes);
      for (MethodModel method : model.methods()) {
        int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
        largest = Math.max(largest, length);
      }
    }
    return largest;
  }
}
