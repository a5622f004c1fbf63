package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.spi.Storage.Download;
import dev.laminar.spi.Storage.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a checkpoint to another store, with all files that it names, so that nothing that happens
 * to the first store matters to the copy.
 *
 * <p>What its sinks had to commit is not copied: who made the checkpoint has committed it. A crash
 * in between leaves files and no manifest. Stateless.
 */
public final class Copying {

  private static final int CHUNK = 1 << 20;

  private Copying() {}

  /**
   * Copies; the manifest comes last.
   *
   * @param savepoint the copy's name, if it is a savepoint
   */
  public static Manifest copy(
      CheckpointStore from, Manifest manifest, CheckpointStore to, Optional<String> savepoint)
      throws IOException {
    for (StateFile file : manifest.files()) {
      copy(from, file, to);
    }
    Manifest copy =
        new Manifest(
            manifest.epoch(),
            savepoint,
            to.beginRun(),
            manifest.tick(),
            manifest.started(),
            manifest.finished(),
            manifest.parallelism(),
            manifest.keyGroups(),
            manifest.complete(),
            manifest.files(),
            manifest.operators(),
            Map.of());
    to.commit(copy);
    return copy;
  }

  private static void copy(CheckpointStore from, StateFile file, CheckpointStore to)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (Download source = from.storage().open(file.name());
        Upload target = to.storage().create(file.name())) {
      for (long at = 0; at < file.bytes(); at += chunk.limit()) {
        chunk.clear().limit((int) Math.min(CHUNK, file.bytes() - at));
        source.read(at, chunk);
        target.write(chunk.flip());
      }
      target.complete();
    }
  }
}
