package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.internal.checkpoint.StateFileReader.Block;
import dev.laminar.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads the state that a manifest stands for. Files are opened when they are first needed and stay
 * open. The storage stays the caller's. Any thread.
 */
public final class StateReader implements AutoCloseable {

  private static final long READ_AHEAD = 4 << 20;

  private final Storage storage;
  private final Manifest manifest;
  private final Map<String, OperatorState> operators = new HashMap<>();
  private final Map<String, StateFile> files = new HashMap<>();
  private final Map<String, StateFileReader> open = new HashMap<>();
  private boolean closed;

  public StateReader(Storage storage, Manifest manifest) {
    this.storage = storage;
    this.manifest = manifest;
    manifest.operators().forEach(operator -> operators.put(operator.id(), operator));
    manifest.files().forEach(file -> files.put(file.name(), file));
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * The blocks of an operator's key groups; the caller closes them. For each key group and table
   * they stand in the order in which they are to be replayed, and what later ones supersede is left
   * out.
   */
  public List<Block> read(String operator, int firstGroup, int endGroup, BufferAllocator allocator)
      throws IOException {
    OperatorState state = operators.get(operator);
    List<Block> blocks = new ArrayList<>();
    if (state == null) {
      return blocks;
    }
    Replay replay = new Replay(state.segments(), firstGroup, endGroup);
    boolean done = false;
    try {
      for (int i = 0; i < state.segments().size(); i++) {
        if (replay.needs(i)) {
          StateFileReader file = file(state.segments().get(i).file());
          int segment = i;
          blocks.addAll(
              file.read(
                  operator,
                  block ->
                      replay.wants(
                          segment, file.index().table(block), file.index().keyGroup(block)),
                  allocator));
        }
      }
      done = true;
      return blocks;
    } finally {
      if (!done) {
        blocks.forEach(Block::close);
      }
    }
  }

  /** Goes through an operator's key groups one by one, a few megabytes ahead. */
  public GroupReader groups(
      String operator, int firstGroup, int endGroup, BufferAllocator allocator) {
    return new GroupReader(this, operator, firstGroup, endGroup, allocator, READ_AHEAD);
  }

  /** What each former instance of an operator wrote, by name. */
  public Map<String, List<byte[]>> values(String operator) {
    OperatorState state = operators.get(operator);
    return state == null ? Map.of() : state.values();
  }

  /** About how many bytes are to be read for these key groups; nothing is read to find out. */
  public long bytes(String operator, int firstGroup, int endGroup) {
    OperatorState state = operators.get(operator);
    long bytes = 0;
    for (Segment segment : state == null ? List.<Segment>of() : state.segments()) {
      int from = Math.max(firstGroup, segment.firstGroup());
      int to = Math.min(endGroup, segment.endGroup());
      for (TablePart part : segment.tables()) {
        bytes += from >= to ? 0 : part.bytes() * (to - from) / width(segment);
      }
    }
    return bytes;
  }

  private static int width(Segment segment) {
    return segment.endGroup() - segment.firstGroup();
  }

  private synchronized StateFileReader file(String name) throws IOException {
    if (closed) {
      throw new IOException("the reader of checkpoint " + manifest.epoch() + " has been closed");
    }
    StateFileReader reader = open.get(name);
    if (reader == null) {
      reader = openFile(name);
      open.put(name, reader);
    }
    return reader;
  }

  private StateFileReader openFile(String name) throws IOException {
    StateFile file = files.get(name);
    if (file == null) {
      throw new CorruptStateException(
          "the manifest of checkpoint " + manifest.epoch() + " lacks " + name + ", which it uses");
    }
    StateFileReader reader = StateFileReader.open(storage, name);
    if (reader.bytes() != file.bytes()) {
      reader.close();
      throw CorruptStateException.damaged(
          name, reader.bytes(), "the file has not the length that it was written with");
    }
    return reader;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (StateFileReader reader : open.values()) {
      reader.close();
    }
    open.clear();
  }
}
