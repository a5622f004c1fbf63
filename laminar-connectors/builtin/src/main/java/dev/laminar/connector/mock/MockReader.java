package dev.laminar.connector.mock;

import dev.laminar.connector.generator.SequenceReader;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.ReadContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Makes up the rows of one split. A value is a function of the seed, the column's path and the
 * row's number, so neither splits nor the choice of columns change it.
 */
final class MockReader extends SequenceReader {

  private static final int LONGEST_LIST = 4;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final MockOptions options;
  private final int split;
  private final Schema columns;
  private final BatchBuilder batch;

  MockReader(MockOptions options, int split, Clock clock, ReadContext context) {
    super(options.sequence(), split, clock, context);
    this.options = options;
    this.split = split;
    this.columns = context.columns();
    this.batch = new BatchBuilder(context.allocator(), columns);
  }

  @Override
  protected Batch make(long from, int rows) {
    for (int row = 0; row < rows; row++) {
      long number = options.sequence().global(split, from + row);
      for (int i = 0; i < columns.size(); i++) {
        Field field = columns.field(i);
        append(field, batch.column(i), number, mix(options.seed() + mix(field.name().hashCode())));
      }
      batch.endRow();
    }
    return batch.build();
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long x = value + 0x9e3779b97f4a7c15L;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  private void append(Field field, ColumnBuilder column, long number, long stream) {
    long random = mix(stream ^ mix(number));
    if (field.nullable() && (mix(random) >>> 11) * 0x1p-53 < options.nullRatio()) {
      column.appendNull();
      return;
    }
    long pick = Long.remainderUnsigned(random, options.cardinality());
    switch (field.type()) {
      case DataType.Bool t -> column.appendBoolean((random & 1) != 0);
      case DataType.Int t -> column.appendLong(bounded(pick, t));
      case DataType.Float32 t -> column.appendDouble(pick / 4.0);
      case DataType.Float64 t -> column.appendDouble(pick / 4.0);
      case DataType.Decimal t -> column.appendLong(pick % power(Math.min(t.precision(), 18)));
      case DataType.Text t -> column.appendBytes(text(field.name() + "-" + pick));
      case DataType.Json t -> column.appendBytes(text("{\"" + field.name() + "\":" + pick + "}"));
      case DataType.Bytes t -> column.appendBytes(text(field.name() + "-" + pick));
      case DataType.Date t ->
          column.appendLong(Math.floorDiv(options.baseTime(), MICROS_PER_DAY) + pick);
      case DataType.Time t -> column.appendLong(Long.remainderUnsigned(random, MICROS_PER_DAY));
      case DataType.Timestamp t -> column.appendLong(time(number, random) * (t.nanos() ? 1000 : 1));
      case DataType.MonthInterval t -> column.appendLong(pick % 12);
      case DataType.TimeInterval t -> column.appendLong(pick * 1_000_000);
      case DataType.ListOf t -> list(t, column, number, random);
      case DataType.MapOf t -> map(t, column, number, random);
      case DataType.Struct t -> struct(t, column, number, stream);
    }
  }

  private long time(long number, long random) {
    long early =
        options.disorder() == 0 ? 0 : Long.remainderUnsigned(mix(random), options.disorder() + 1);
    return options.baseTime() + number * options.interval() - early;
  }

  private static long bounded(long pick, DataType.Int type) {
    int bits = type.signed() ? type.bits() - 1 : Math.min(type.bits(), 63);
    return bits >= 63 ? pick : pick % (1L << bits);
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void list(DataType.ListOf type, ColumnBuilder column, long number, long random) {
    int length = (int) Long.remainderUnsigned(mix(random), LONGEST_LIST);
    for (int i = 0; i < length; i++) {
      append(type.element(), column.child(0), number, mix(random + i));
    }
    column.appendListEnd();
  }

  private void map(DataType.MapOf type, ColumnBuilder column, long number, long random) {
    ColumnBuilder entry = column.child(0);
    append(Field.required("key", type.key()), entry.child(0), number, random);
    append(type.value().named("value"), entry.child(1), number, mix(random));
    entry.appendStruct();
    column.appendListEnd();
  }

  private void struct(DataType.Struct type, ColumnBuilder column, long number, long stream) {
    for (int i = 0; i < type.fields().size(); i++) {
      Field field = type.fields().get(i);
      append(field, column.child(i), number, mix(stream + mix(field.name().hashCode())));
    }
    column.appendStruct();
  }

  @Override
  public void close() {
    batch.close();
  }
}
