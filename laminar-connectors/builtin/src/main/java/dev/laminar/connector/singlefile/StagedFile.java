package dev.laminar.connector.singlefile;

import dev.laminar.spi.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A hidden file beside the target that takes bytes until it is sealed, which completes the
 * compressed data and brings it to disk. An unsealed one does not outlive {@link #close}. One
 * thread.
 */
final class StagedFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean sealed;

  StagedFile(Path path, Compression compression) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      this.stream = compression.writing(new Unclosed(Channels.newOutputStream(channel)));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  void write(ByteSink bytes) throws IOException {
    stream.write(bytes.array(), 0, bytes.size());
  }

  /** Nothing more comes; the bytes survive a crash. Gives their number. */
  long seal() throws IOException {
    stream.close();
    channel.force(true);
    long length = channel.size();
    channel.close();
    sealed = true;
    syncFolder(path);
    return length;
  }

  /** Puts the sealed file in the target's place, at once, so that it survives a crash. */
  static void move(Path from, Path target) throws IOException {
    try {
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
    }
    syncFolder(target);
  }

  /** Brings the names in a file's folder to disk, where the system can do that. */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
      return; // a folder cannot be opened there; its names are journalled
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    if (!sealed) {
      channel.close();
      Files.deleteIfExists(path);
    }
  }

  /** Keeps the channel open when the compressing stream is closed. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }
  }
}
