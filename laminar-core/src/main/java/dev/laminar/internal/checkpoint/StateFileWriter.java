package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.spi.Storage.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one task's state of one epoch as a file, block after block.
 *
 * <p>Nothing is seen of the file before {@link #complete}; without it, {@link #close} leaves
 * nothing. One thread at a time.
 */
public final class StateFileWriter implements AutoCloseable {

  private record TableKey(String operator, String table, boolean removed) {}

  /** The blocks of one table that have the same columns. */
  private static final class Shape {
    final int number;
    final TableKey key;
    final List<DataType> types;
    long rows;
    long bytes;

    Shape(int number, TableKey key, List<DataType> types) {
      this.number = number;
      this.key = key;
      this.types = types;
    }

    boolean fits(Batch batch) {
      if (batch.columnCount() != types.size()) {
        return false;
      }
      for (int i = 0; i < types.size(); i++) {
        DataType type = batch.column(i).type();
        if (type != types.get(i) && !type.equals(types.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** What there is of a table in the file. */
  public record TableSize(String table, long rows, long bytes) {}

  /**
   * A finished file.
   *
   * @param tables by operator, the tables that have rows or removals, in the order of their writing
   */
  public record Written(StateFile file, Map<String, List<TableSize>> tables) {

    /** The tables of one operator; none if it has written nothing. */
    public List<TableSize> tables(String operator) {
      return tables.getOrDefault(operator, List.of());
    }
  }

  private final String name;
  private final long epoch;
  private final BlockOutput out;
  private final Map<TableKey, Shape> newest = new HashMap<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final ByteOutput index = new ByteOutput();
  private @Nullable Shape last;
  private long blocks;

  StateFileWriter(String name, long epoch, Upload upload) throws IOException {
    this.name = name;
    this.epoch = epoch;
    this.out = new BlockOutput(upload);
    ByteOutput header = new ByteOutput();
    header.putLong(StateFormat.MAGIC);
    header.putInt(StateFormat.VERSION);
    out.write(header.buffer());
  }

  /** The file's name in the storage. */
  public String name() {
    return name;
  }

  /** Written so far. */
  public long bytes() {
    return out.bytes();
  }

  /** Writes rows of a table in one key group, or keys of rows that are gone; closes the batch. */
  public void add(String operator, String table, int keyGroup, boolean removed, Batch rows)
      throws IOException {
    try (rows) {
      if (!rows.insertsOnly()) {
        throw new IllegalArgumentException(
            "state is rows without weights; table '" + table + "' has a batch of changes");
      }
      if (rows.rows() > 0) {
        write(shape(operator, table, removed, rows), keyGroup, rows, 0, rows.rows());
      }
    }
  }

  private Shape shape(String operator, String table, boolean removed, Batch rows) {
    Shape shape = last;
    if (shape == null
        || shape.key.removed() != removed
        || !shape.key.table().equals(table)
        || !shape.key.operator().equals(operator)) {
      shape = newest.get(new TableKey(operator, table, removed));
    }
    if (shape == null || !shape.fits(rows)) {
      shape = newShape(new TableKey(operator, table, removed), rows);
    }
    last = shape;
    return shape;
  }

  private Shape newShape(TableKey key, Batch rows) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < rows.columnCount(); i++) {
      types.add(rows.column(i).type());
    }
    Shape shape = new Shape(shapes.size(), key, List.copyOf(types));
    shapes.add(shape);
    newest.put(key, shape);
    return shape;
  }

  private void write(Shape shape, int keyGroup, Batch rows, int from, int to) throws IOException {
    long size = BlockEncoder.size(rows, from, to);
    if (size > StateFormat.LARGEST_BLOCK && to - from > 1) {
      int middle = (from + to) >>> 1;
      write(shape, keyGroup, rows, from, middle);
      write(shape, keyGroup, rows, middle, to);
      return;
    }
    long target = out.reserve(size);
    long end = BlockEncoder.write(rows, from, to, target);
    if (end != target + size) {
      throw new IllegalStateException(
          "a block of " + size + " bytes took " + (end - target) + ": rows changed meanwhile");
    }
    int checksum = out.commit((int) size);
    index.putVarint(shape.number);
    index.putVarint(keyGroup);
    index.putVarint(to - from);
    index.putByte(StateFormat.PLAIN);
    index.putVarint(size);
    index.putInt(checksum);
    blocks++;
    shape.rows += to - from;
    shape.bytes += size;
  }

  /** Makes the file. */
  public Written complete() throws IOException {
    ByteOutput footer = footer();
    CRC32C crc = new CRC32C();
    crc.update(footer.buffer());
    ByteOutput trailer = new ByteOutput();
    trailer.putLong(footer.size());
    trailer.putInt((int) crc.getValue());
    trailer.putInt(StateFormat.VERSION);
    trailer.putLong(StateFormat.MAGIC);
    out.write(footer.buffer());
    out.write(trailer.buffer());
    int checksum = out.complete();
    return new Written(new StateFile(name, epoch, out.bytes(), checksum), tables());
  }

  private ByteOutput footer() {
    Map<String, Integer> texts = new LinkedHashMap<>();
    ByteOutput described = new ByteOutput();
    for (Shape shape : shapes) {
      described.putVarint(number(texts, shape.key.operator()));
      described.putVarint(number(texts, shape.key.table()));
      described.putByte(shape.key.removed() ? 1 : 0);
      TypeCodec.write(shape.types, described);
    }
    ByteOutput footer = new ByteOutput();
    footer.putVarint(texts.size());
    texts.keySet().forEach(footer::putText);
    footer.putVarint(shapes.size());
    footer.putAll(described);
    footer.putVarint(blocks);
    footer.putAll(index);
    return footer;
  }

  private static int number(Map<String, Integer> texts, String text) {
    Integer known = texts.putIfAbsent(text, texts.size());
    return known == null ? texts.size() - 1 : known;
  }

  private Map<String, List<TableSize>> tables() {
    Map<String, Map<String, TableSize>> sums = new LinkedHashMap<>();
    for (Shape shape : shapes) {
      String table = shape.key.table();
      sums.computeIfAbsent(shape.key.operator(), key -> new LinkedHashMap<>())
          .merge(
              table,
              new TableSize(table, shape.rows, shape.bytes),
              (a, b) -> new TableSize(table, a.rows() + b.rows(), a.bytes() + b.bytes()));
    }
    Map<String, List<TableSize>> tables = new LinkedHashMap<>();
    sums.forEach((operator, sizes) -> tables.put(operator, List.copyOf(sizes.values())));
    return tables;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
