package dev.laminar.connector.mock;

import dev.laminar.data.Schema;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import java.util.List;

/** The reading side of a mock table. Stateless; any thread. */
record MockSource(TableSpec table, MockOptions options) implements Source {

  @Override
  public Schema schema() {
    return table.schema();
  }

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
    return new MockReader(options, index, table.services().clock(), context);
  }
}
