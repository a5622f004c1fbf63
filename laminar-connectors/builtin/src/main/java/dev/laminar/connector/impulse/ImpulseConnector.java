package dev.laminar.connector.impulse;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.connector.generator.SequenceOptions;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.Connector;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import java.util.List;
import java.util.Locale;

/**
 * {@code connector = 'impulse'}: {@code counter} counts rows from 0 over all splits, {@code
 * subtask_index} is the split's number. Stateless; any thread.
 */
public final class ImpulseConnector implements Connector {

  static final String COUNTER = "counter";
  static final String SUBTASK = "subtask_index";
  private static final DataType UNSIGNED = new DataType.Int(64, false);
  private static final Schema COLUMNS =
      Schema.of(Field.required(COUNTER, UNSIGNED), Field.required(SUBTASK, UNSIGNED));

  @Override
  public String name() {
    return "impulse";
  }

  @Override
  public String description() {
    return "Counts, at a rate or as fast as it can";
  }

  @Override
  public OptionSchema options() {
    return SequenceOptions.declare(OptionSchema.builder(), 1, "message_count", "events").build();
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Source source(TableSpec table) {
    for (Field field : table.schema().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      boolean known = name.equals(COUNTER) || name.equals(SUBTASK);
      boolean wide = field.type() instanceof DataType.Int type && type.bits() == 64;
      if (!known || !wide) {
        throw new LaminarException(
            ErrorCode.INVALID_QUERY,
            "connector 'impulse' has the columns counter and subtask_index of type BIGINT UNSIGNED"
                + " or BIGINT; got "
                + field);
      }
    }
    return new ImpulseSource(
        table, SequenceOptions.of(table.options(), 1, 1, "message_count", "events"));
  }

  private record ImpulseSource(TableSpec table, SequenceOptions sequence) implements Source {
    @Override
    public Schema schema() {
      return table.schema().size() == 0 ? COLUMNS : table.schema();
    }

    @Override
    public boolean bounded() {
      return sequence.bounded();
    }

    @Override
    public List<Split> splits(int parallelism) {
      return sequence.list();
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      int index = Integer.parseInt(split.descriptor());
      return new ImpulseReader(sequence, index, table.services().clock(), context);
    }
  }
}
