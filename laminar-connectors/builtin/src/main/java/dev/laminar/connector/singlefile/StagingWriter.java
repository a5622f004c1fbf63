package dev.laminar.connector.singlefile;

import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages the rows of each epoch in a file of its own, which {@link SingleFileCommitter} publishes.
 *
 * <p>The first epoch of a job takes the target's place; later ones are appended. Where in the
 * target an epoch's bytes belong is fixed when it is prepared, so that publishing them twice makes
 * no difference. A compressed epoch is a gzip member or zstd frame of its own.
 */
final class StagingWriter extends FileWriter {

  private final SingleFileOptions options;
  private final Transaction transaction;
  private @Nullable StagedFile staged; // rows of the epoch that is under way
  private long base; // the target's length once all that was prepared is published
  private boolean replaces;
  private int files;

  /**
   * @param published length of what earlier runs have published; -1 if they have nothing
   */
  StagingWriter(
      SingleFileOptions options, Encoder encoder, Transaction transaction, long published) {
    super(encoder);
    this.options = options;
    this.transaction = transaction;
    this.replaces = published < 0;
    this.base = Math.max(0, published);
    if (replaces) {
      try {
        var _ = staged(); // so that it is known now whether this is allowed
      } catch (IOException e) {
        throw FileErrors.writing(options.path(), e);
      }
    }
  }

  @Override
  public void write(ByteSink payload) {
    try {
      staged().write(payload);
    } catch (IOException e) {
      throw FileErrors.writing(options.path(), e);
    }
    discard(payload);
  }

  private StagedFile staged() throws IOException {
    StagedFile file = staged;
    if (file == null) {
      Path path = StagedNames.name(options.path(), transaction, files++);
      file = new StagedFile(path, options.compression());
      staged = file;
      if (base == 0) {
        file.write(header());
      }
    }
    return file;
  }

  /** Something even if no row has come: it says how long the target is as of this epoch. */
  @Override
  public Optional<String> prepareCommit(long epoch) {
    try {
      return Optional.of(prepare().text());
    } catch (IOException e) {
      throw FileErrors.writing(options.path(), e);
    }
  }

  private Publication prepare() throws IOException {
    if (staged == null && !replaces) {
      return new Publication(base, base, false, "", options.path().toString());
    }
    StagedFile file = staged();
    long after = base + file.seal();
    staged = null;
    Publication publication =
        new Publication(
            base,
            after,
            replaces,
            String.valueOf(file.path().getFileName()),
            options.path().toString());
    base = after;
    replaces = false;
    return publication;
  }

  /** Drops the epoch under way; what was prepared stays, since a checkpoint may name it. */
  @Override
  public void close() throws IOException {
    super.close();
    if (staged != null) {
      staged.close();
      staged = null;
    }
  }
}
