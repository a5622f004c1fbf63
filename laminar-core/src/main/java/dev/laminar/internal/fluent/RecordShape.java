package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record class taken apart: its columns, and method handles that read and make it. Immutable. */
public final class RecordShape {

  private final Schema schema;
  private final JavaType[] types;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;
  private final Class<?> record;

  private RecordShape(
      Class<?> record,
      Schema schema,
      JavaType[] types,
      MethodHandle[] accessors,
      MethodHandle constructor) {
    this.record = record;
    this.schema = schema;
    this.types = types;
    this.accessors = accessors;
    this.constructor = constructor;
  }

  static RecordShape of(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    JavaType[] types = new JavaType[components.length];
    MethodHandle[] accessors = new MethodHandle[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    List<dev.laminar.data.Field> fields = new ArrayList<>();
    try {
      MethodHandles.Lookup lookup = lookup(record);
      for (int i = 0; i < components.length; i++) {
        String where = record.getSimpleName() + "." + components[i].getName();
        types[i] = JavaType.of(components[i].getGenericType(), where);
        fields.add(JavaType.field(components[i], types[i]));
        parameters[i] = components[i].getType();
        accessors[i] =
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      MethodHandle constructor =
          lookup
              .findConstructor(record, MethodType.methodType(void.class, parameters))
              .asSpreader(Object[].class, parameters.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordShape(record, new Schema(fields), types, accessors, constructor);
    } catch (ReflectiveOperationException e) {
      throw inaccessible(record, e);
    }
  }

  private static MethodHandles.Lookup lookup(Class<?> record) throws IllegalAccessException {
    for (RecordComponent component : record.getRecordComponents()) {
      if (!component.getAccessor().trySetAccessible()) {
        throw new IllegalAccessException(component.getName());
      }
    }
    return MethodHandles.privateLookupIn(record, MethodHandles.lookup());
  }

  private static LaminarException inaccessible(Class<?> record, Exception cause) {
    return new LaminarException(
        ErrorCode.INVALID_QUERY,
        "record " + record.getName() + " cannot be read; open its package to dev.laminar.core",
        cause);
  }

  Schema schema() {
    return schema;
  }

  /** The components' values in the form of columns. */
  Object values(Object value) {
    List<@Nullable Object> values = new ArrayList<>(types.length);
    for (int i = 0; i < types.length; i++) {
      values.add(value(value, i));
    }
    return values;
  }

  /** One component's value in the form of a column. */
  @Nullable Object value(Object value, int component) {
    try {
      Object java = accessors[component].invokeExact(value);
      return java == null ? null : types[component].toColumn().apply(java);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record's accessor failed", e);
    }
  }

  /** A record from its columns' values. */
  Object create(List<?> columns) {
    @Nullable Object[] args = new @Nullable Object[types.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = argument(i, columns.get(i));
    }
    try {
      return constructor.invokeExact(args);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + record.getName() + " failed", e);
    }
  }

  private @Nullable Object argument(int index, @Nullable Object column) {
    if (column != null) {
      return types[index].fromColumn().apply(column);
    }
    if (!types[index].nullable()) {
      String name = schema.field(index).name();
      throw new LaminarException(
          ErrorCode.BAD_DATA,
          record.getSimpleName()
              + "."
              + name
              + " is a primitive but the column is NULL; declare the boxed type");
    }
    return null;
  }
}
