package dev.laminar.internal.exec;

import dev.laminar.spi.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a split has been read, as a snapshot keeps it.
 *
 * @param position where to go on; empty if it was not begun
 * @param done whether it was read to its end
 */
record SplitState(Split split, Optional<String> position, boolean done) {

  /** The splits of one subtask. */
  static byte[] encode(List<SplitState> states) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(states.size());
      for (SplitState state : states) {
        out.writeUTF(state.split.id());
        out.writeUTF(state.split.descriptor());
        out.writeBoolean(state.position.isPresent());
        out.writeUTF(state.position.orElse(""));
        out.writeBoolean(state.done);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<SplitState> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      List<SplitState> states = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Split split = new Split(in.readUTF(), in.readUTF());
        boolean begun = in.readBoolean();
        String position = in.readUTF();
        Optional<String> at = begun ? Optional.of(position) : Optional.empty();
        states.add(new SplitState(split, at, in.readBoolean()));
      }
      return states;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
