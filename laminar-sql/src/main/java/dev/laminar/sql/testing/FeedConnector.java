package dev.laminar.sql.testing;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The connector {@code feed}: a case's lines as tables, decoded by the table's format. Readers stop
 * at each tick until the gate opens. The position is the number of lines read.
 */
final class FeedConnector implements Connector {

  private final Map<String, List<List<List<String>>>> feeds;
  private final Gate gate;
  private final FeedProgress progress;

  FeedConnector(Map<String, List<List<List<String>>>> feeds, Gate gate, FeedProgress progress) {
    this.feeds = feeds;
    this.gate = gate;
    this.progress = progress;
  }

  /** A split's id: the table and the number of the feed. */
  static String splitId(String table, int number) {
    return table + "-" + number;
  }

  @Override
  public String name() {
    return "feed";
  }

  @Override
  public String description() {
    return "The rows of a SQL case.";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.NONE;
  }

  @Override
  public boolean usesFormat() {
    return true;
  }

  @Override
  public boolean readsByName() {
    return true;
  }

  @Override
  public boolean isSource() {
    return true;
  }

  @Override
  public Source source(TableSpec table) {
    List<List<List<String>>> splits = feeds.get(table.name());
    if (splits == null) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND, "the case has no '--! feed " + table.name() + "'");
    }
    return new FeedSource(table, splits);
  }

  private final class FeedSource implements Source {
    private final TableSpec table;
    private final List<List<List<String>>> splits;

    FeedSource(TableSpec table, List<List<List<String>>> splits) {
      this.table = table;
      this.splits = splits;
    }

    @Override
    public Schema schema() {
      return table.schema();
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return IntStream.range(0, splits.size())
          .mapToObj(i -> new Split(splitId(table.name(), i), Integer.toString(i)))
          .toList();
    }

    @Override
    public SplitReader<Integer> open(Split split, ReadContext context) {
      int number = Integer.parseInt(split.descriptor());
      return new Reader(table, number, splits.get(number), context);
    }
  }

  /** A chunk is a line's number. */
  private final class Reader implements SplitReader<Integer> {
    private final List<String> lines;
    private final int[] segmentOf;
    private final ReadContext context;
    private final Decoder decoder;
    private final FeedProgress.Report report;
    private int fetched;
    private int read;

    Reader(TableSpec table, int number, List<List<String>> segments, ReadContext context) {
      this.lines = segments.stream().flatMap(List::stream).toList();
      this.segmentOf =
          IntStream.range(0, segments.size())
              .flatMap(i -> IntStream.generate(() -> i).limit(segments.get(i).size()))
              .toArray();
      this.context = context;
      TableSpec.FormatSpec format = table.format().orElseThrow();
      this.decoder =
          format
              .format()
              .decoder(
                  context.allocator(),
                  table.schema(),
                  context.columns(),
                  table.primaryKey(),
                  format.options(),
                  context.maxRows());
      this.fetched = context.position().map(Integer::parseInt).orElse(0);
      this.read = fetched;
      this.report = progress.opened(splitId(table.name(), number), read);
    }

    @Override
    public @Nullable Integer fetch() throws InterruptedException {
      if (fetched == lines.size()) {
        return null;
      }
      gate.await(segmentOf[fetched]);
      return fetched++;
    }

    @Override
    public long bytes(Integer chunk) {
      return lines.get(chunk).length();
    }

    @Override
    public void read(Integer chunk, SourceOutput output) {
      byte[] bytes = lines.get(chunk).getBytes(StandardCharsets.UTF_8);
      try (ArrowBuf buffer = context.allocator().buffer(Math.max(1, bytes.length))) {
        buffer.setBytes(0, bytes);
        decoder.decodeMessage(buffer, 0, bytes.length, "line " + (chunk + 1), output);
        decoder.flush(output);
      }
      read = chunk + 1;
      report.read(read);
    }

    @Override
    public String position() {
      return Integer.toString(read);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
