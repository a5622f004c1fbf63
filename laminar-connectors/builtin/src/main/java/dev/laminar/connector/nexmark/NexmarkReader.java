package dev.laminar.connector.nexmark;

import dev.laminar.connector.generator.SequenceReader;
import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.spi.ReadContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of one split, column by column, and only the columns that are asked for.
 *
 * <p>Fields of a struct that is null are null too and share the struct's bitmap; their bytes are
 * zero, so that a loop over all rows is safe.
 */
final class NexmarkReader extends SequenceReader {

  private final NexmarkOptions options;
  private final int split;
  private final Schema columns;
  private final BufferAllocator allocator;
  private final Texts texts;
  private final Laws laws;
  private final Kind person;
  private final Kind auction;
  private final Kind bid;

  /** The events of one kind in a batch and how their columns are written. */
  private static final class Kind {
    final int type;
    final ColumnWriter writer;
    final Events events = new Events();

    Kind(int type, ColumnWriter writer) {
      this.type = type;
      this.writer = writer;
    }
  }

  NexmarkReader(NexmarkOptions options, int split, Clock clock, ReadContext context) {
    super(options.sequence(), split, clock, context);
    this.options = options;
    this.split = split;
    this.columns = context.columns();
    this.allocator = context.allocator();
    this.texts = new Texts(allocator);
    this.laws = new Laws(options);
    this.person = new Kind(0, new PersonWriter(laws, texts, allocator));
    this.auction = new Kind(1, new AuctionWriter(laws, texts, allocator));
    this.bid = new Kind(2, new BidWriter(laws, texts, allocator));
  }

  @Override
  protected Batch make(long from, int count) {
    boolean nested = options.form() == NexmarkOptions.Form.ALL;
    sort(from, count, nested);
    return nested ? nested(count) : flat(flatKind());
  }

  private Kind flatKind() {
    return switch (options.form()) {
      case PERSON -> person;
      case AUCTION -> auction;
      case BID, ALL -> bid;
    };
  }

  /**
   * Notes which events are of which kind; in the flat form the rows of a kind follow each other.
   */
  private void sort(long from, int count, boolean nested) {
    for (Kind kind : List.of(person, auction, bid)) {
      kind.events.clear();
      kind.events.reserve(count);
    }
    for (int i = 0; i < count; ) {
      long row = from + i;
      long event = options.sequence().global(split, row);
      int inGroup = (int) (row % Laws.GROUP);
      int end = Math.min(count, i + Laws.GROUP - inGroup);
      for (; i < end; i++, inGroup++, event++) {
        Kind kind = inGroup == 0 ? person : inGroup < Laws.FIRST_BID ? auction : bid;
        kind.events.add(nested ? i : kind.events.count, event);
      }
    }
  }

  private Batch flat(Kind kind) {
    return batch(kind.events.count, field -> column(field, kind, kind.events.count, null));
  }

  private Batch nested(int count) {
    return batch(
        count,
        field ->
            switch (lower(field)) {
              case Columns.EVENT_TYPE -> types(count);
              case Columns.EVENT_TIME -> times(count);
              case Columns.PERSON -> struct(field, person, count);
              case Columns.AUCTION -> struct(field, auction, count);
              default -> struct(field, bid, count);
            });
  }

  private static String lower(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  private interface Maker {
    Column make(Field field);
  }

  private Batch batch(int count, Maker maker) {
    Column[] made = new Column[columns.size()];
    makeAll(columns.fields(), made, maker);
    return Batch.of(count, made);
  }

  /** Makes all columns, or none if one fails. */
  private static void makeAll(List<Field> fields, Column[] made, Maker maker) {
    int done = 0;
    try {
      while (done < made.length) {
        made[done] = maker.make(fields.get(done));
        done++;
      }
    } finally {
      for (int i = 0; i < done && done < made.length; i++) {
        made[i].close();
      }
    }
  }

  private Column types(int count) {
    ArrowBuf data = allocator.buffer(4L * count);
    long address = data.memoryAddress();
    for (int i = 0; i < count; i++) {
      Mem.putInt(address + 4L * i, bid.type);
    }
    for (Kind kind : List.of(person, auction)) {
      for (int i = 0; i < kind.events.count; i++) {
        Mem.putInt(address + 4L * kind.events.rows[i], kind.type);
      }
    }
    return Column.of(DataType.INTEGER, count, null, data);
  }

  private Column times(int count) {
    ArrowBuf data = allocator.buffer(8L * count);
    long address = data.memoryAddress();
    for (Kind kind : List.of(person, auction, bid)) {
      kind.writer.times(kind.events, address);
    }
    return Column.of(DataType.TIMESTAMP, count, null, data);
  }

  private Column struct(Field field, Kind kind, int count) {
    List<Field> fields = ((DataType.Struct) field.type()).fields();
    Column[] children = new Column[fields.size()];
    ArrowBuf validity = validity(kind.events, count);
    try {
      makeAll(fields, children, child -> column(child, kind, count, validity));
    } catch (RuntimeException e) {
      validity.close();
      throw e;
    }
    return Column.nested(field.type(), count, validity, null, children);
  }

  private ArrowBuf validity(Events events, int count) {
    long bytes = (count + 63L) / 64 * 8;
    ArrowBuf bits = allocator.buffer(bytes);
    long address = bits.memoryAddress();
    Mem.fill(address, bytes, (byte) 0);
    for (int i = 0; i < events.count; i++) {
      Mem.setBit(address, events.rows[i]);
    }
    return bits;
  }

  private Column column(Field field, Kind kind, int count, @Nullable ArrowBuf validity) {
    long bytes = Math.max(8, (long) field.type().layout().width() * count);
    ArrowBuf data = allocator.buffer(bytes);
    try {
      if (validity != null) {
        Mem.fill(data.memoryAddress(), bytes, (byte) 0);
      }
      ArrowBuf[] blobs = kind.writer.write(lower(field), kind.events, data.memoryAddress());
      if (validity != null) {
        validity.getReferenceManager().retain();
      }
      return Column.of(field.type(), count, validity, data, blobs);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  @Override
  public void close() {
    texts.close();
  }
}
