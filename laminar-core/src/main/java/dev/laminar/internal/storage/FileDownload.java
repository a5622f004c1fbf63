package dev.laminar.internal.storage;

import dev.laminar.spi.Storage.Download;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is being read. Any thread. */
record FileDownload(Path path, FileChannel channel, long bytes) implements Download {

  static FileDownload open(Path path) throws IOException {
    FileErrors.refuseDirectory("cannot read", path);
    try {
      if (Files.isDirectory(path)) {
        throw new NoSuchFileException(path.toString());
      }
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new FileDownload(path, channel, channel.size());
    } catch (IOException e) {
      throw FileErrors.unreadable(path, e);
    }
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = readSome(at, into);
      if (read < 0) {
        throw new EOFException(
            path
                + " ends at "
                + bytes
                + ", before "
                + (at + into.remaining())
                + " that were asked");
      }
      at += read;
    }
  }

  private int readSome(long at, ByteBuffer into) throws IOException {
    try {
      return channel.read(into, at);
    } catch (IOException e) {
      throw FileErrors.explain("cannot read", path, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
