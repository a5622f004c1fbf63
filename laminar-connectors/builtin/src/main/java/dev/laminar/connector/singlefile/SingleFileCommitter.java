package dev.laminar.connector.singlefile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Publishes what {@link StagingWriter} has staged.
 *
 * <p>A staged file is dropped only after its bytes are in the target and on disk. So as long as it
 * is there its bytes are written, once more if need be, always to the same place; when it is gone
 * the target must have them. The target belongs to the job: what stands after the last committed
 * byte when a run begins was committed after the checkpoint that it begins from, and is cut off.
 *
 * <p>One thread at a time.
 */
final class SingleFileCommitter implements SinkCommitter {

  private static final long UNKNOWN = -1;

  private final Path target;
  private final Transaction transaction;
  private long published = UNKNOWN; // the target's length by the last commit
  private boolean running; // whether what earlier runs have left is put in order

  SingleFileCommitter(Path target, Transaction transaction) {
    this.target = target;
    this.transaction = transaction;
  }

  @Override
  public void commit(List<Committable> committables) {
    try {
      if (running && !committables.isEmpty()) {
        refuseMoreThan(Publication.parse(committables.getLast().value()).after());
      }
      for (Committable committable : committables) {
        Publication publication = Publication.parse(committable.value());
        if (publication.target().equals(target.toString())) {
          publish(publication);
        } else {
          publishElsewhere(publication);
        }
      }
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
  }

  private void publish(Publication publication) throws IOException {
    Path staged = target.resolveSibling(publication.staged());
    if (publication.staged().isEmpty() || !Files.exists(staged)) {
      atLeast(publication.after()); // nothing to do, or done before
    } else if (publication.replaces()) {
      StagedFile.move(staged, target);
    } else {
      atLeast(publication.base());
      append(staged, publication);
      Files.delete(staged);
    }
    published = publication.after();
  }

  /** The query has been edited: the former target gets the last of its rows. */
  private void publishElsewhere(Publication publication) throws IOException {
    Path former = Path.of(publication.target());
    if (!publication.staged().isEmpty()
        && Files.exists(former.resolveSibling(publication.staged()))) {
      new SingleFileCommitter(former, transaction).publish(publication);
    }
  }

  private void append(Path staged, Publication publication) throws IOException {
    try (FileChannel from = FileChannel.open(staged, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(target, StandardOpenOption.WRITE)) {
      long length = publication.after() - publication.base();
      if (from.size() != length) {
        throw changed(
            "its staged rows, file '"
                + staged
                + "', have "
                + from.size()
                + " bytes, not "
                + length);
      }
      to.position(publication.base());
      for (long done = 0; done < length; ) {
        done += from.transferTo(done, length - done, to);
      }
      to.force(true);
    }
  }

  private long length() throws IOException {
    return Files.exists(target) ? Files.size(target) : 0;
  }

  private void atLeast(long expected) throws IOException {
    if (!Files.exists(target)) {
      throw changed("it is gone, after " + expected + " bytes had been published");
    }
    if (length() < expected) {
      throw changed("it has " + length() + " bytes, after " + expected + " had been published");
    }
  }

  /** While the job runs nobody else may add to the file; a part of an append may be there. */
  private void refuseMoreThan(long expected) throws IOException {
    if (published != UNKNOWN && length() > expected) {
      throw changed("it has " + length() + " bytes, where the job has written " + published);
    }
  }

  private LaminarException changed(String what) {
    return new LaminarException(
        ErrorCode.EXTERNAL,
        "file '"
            + target
            + "' was changed by somebody else while it belongs to a job with checkpoints: "
            + what
            + "; put it back as it was, or start the job afresh");
  }

  @Override
  public void abortOthers() {
    try {
      for (Path staged : StagedNames.all(target, transaction)) {
        Files.deleteIfExists(staged);
      }
      if (published != UNKNOWN && length() > published) {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
          channel.truncate(published);
          channel.force(true);
        }
      }
      running = true;
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
  }
}
