package dev.laminar.connector.singlefile;

import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes rows to a temporary file beside the target and moves it there when all have come, so that
 * a reader sees the whole file or none of it; what stood there before is replaced. For jobs without
 * checkpoints.
 */
final class SingleFileWriter extends FileWriter {

  private final Path target;
  private final StagedFile temporary;

  SingleFileWriter(SingleFileOptions options, Encoder encoder) throws IOException {
    super(encoder);
    this.target = options.path();
    Path path =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      this.temporary = new StagedFile(path, options.compression());
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
    try {
      temporary.write(header());
    } catch (IOException e) {
      temporary.close();
      throw FileErrors.writing(target, e);
    }
  }

  @Override
  public void write(ByteSink payload) {
    try {
      temporary.write(payload);
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
    discard(payload);
  }

  @Override
  public void finish() {
    try {
      var _ = temporary.seal();
      StagedFile.move(temporary.path(), target);
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    temporary.close();
  }
}
