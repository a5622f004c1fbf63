package dev.laminar.connector.nexmark;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
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
import java.util.OptionalInt;

/**
 * {@code connector = 'nexmark'}: the events of the Nexmark benchmark, the same for the same seed
 * whatever the splits. Stateless; any thread.
 */
public final class NexmarkConnector implements Connector {

  @Override
  public String name() {
    return "nexmark";
  }

  @Override
  public String description() {
    return "People, auctions and bids of the Nexmark benchmark";
  }

  @Override
  public OptionSchema options() {
    return NexmarkOptions.declare();
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Source source(TableSpec table) {
    NexmarkOptions options = NexmarkOptions.of(table.options());
    Schema all = Columns.of(options.form());
    for (Field field : table.schema().fields()) {
      OptionalInt known = all.indexOf(field.name());
      if (known.isEmpty() || !all.field(known.getAsInt()).type().equals(field.type())) {
        throw new LaminarException(
            ErrorCode.INVALID_QUERY,
            "connector 'nexmark' brings its own columns; declare none, or some of "
                + all.fields()
                + "; got "
                + field);
      }
    }
    return new NexmarkSource(table, options, table.schema().size() == 0 ? all : table.schema());
  }

  private record NexmarkSource(TableSpec table, NexmarkOptions options, Schema schema)
      implements Source {
    @Override
    public boolean bounded() {
      return options.sequence().bounded();
    }

    @Override
    public List<Split> splits(int parallelism) {
      return options.sequence().list();
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      int index = Integer.parseInt(split.descriptor());
      return new NexmarkReader(options, index, table.services().clock(), context);
    }
  }
}
