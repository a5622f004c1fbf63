package dev.laminar.internal.storage;

import dev.laminar.spi.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Objects as files of a directory.
 *
 * <p>A file is written under another name in the directory where it is to be, forced to the device,
 * given its name by a rename (or a hard link, which fails if the name is taken), and the directory
 * is forced too. So a name never stands for half of an object, whenever the machine stops. Any
 * thread.
 */
public final class FileStorage implements Storage {

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path root;

  private FileStorage(Path root) {
    this.root = root;
  }

  /** Uses a directory and makes it if there is none. */
  public static FileStorage open(Path directory) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      makeDirectories(root);
    }
    try {
      TemporaryFiles.sweep(root, Instant.now());
    } catch (IOException e) {
      throw FileErrors.explain("cannot use the directory", root, e);
    }
    return new FileStorage(root);
  }

  @Override
  public URI location() {
    return root.toUri();
  }

  private Path path(String name) {
    return root.resolve(StorageNames.check(name));
  }

  @Override
  public Upload create(String name) throws IOException {
    return new FileUpload(path(name));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    Path target = path(name);
    try (FileUpload upload = new FileUpload(target)) {
      upload.write(ByteBuffer.wrap(content));
      return upload.link();
    }
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    try (FileUpload upload = new FileUpload(path(name))) {
      upload.write(ByteBuffer.wrap(content));
      upload.complete();
    }
  }

  @Override
  public byte[] get(String name) throws IOException {
    Path path = path(name);
    FileErrors.refuseDirectory("cannot read", path);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw FileErrors.unreadable(path, e);
    }
  }

  @Override
  public Download open(String name) throws IOException {
    return FileDownload.open(path(name));
  }

  @Override
  public List<Entry> list(String prefix) throws IOException {
    Path from = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(from)) {
      return entries;
    }
    try {
      Files.walkFileTree(from, new Listing(prefix, entries));
    } catch (IOException e) {
      throw FileErrors.explain("cannot list", from, e);
    }
    entries.sort(Comparator.comparing(Entry::name, StorageNames.ORDER));
    return entries;
  }

  /** Collects files; those that vanish meanwhile are left out. */
  private final class Listing extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<Entry> entries;

    Listing(String prefix, List<Entry> entries) {
      this.prefix = prefix;
      this.entries = entries;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (name.startsWith(prefix) && !StorageNames.isTemporary(file.getFileName().toString())) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        entries.add(new Entry(name, attributes.size(), modified));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    for (String name : names) {
      Path path = path(name);
      if (Files.isDirectory(path)) {
        continue; // no object: its name only begins those of others
      }
      try {
        if (!Files.isDirectory(path)) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw FileErrors.explain("cannot delete", path, e);
      }
    }
  }

  @Override
  public void close() {}

  private static void makeDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      makeDirectories(parent);
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new IOException(
            "cannot make the directory " + directory + ": a file has its name", e);
      }
      return;
    } catch (IOException e) {
      throw FileErrors.explain("cannot make the directory", directory, e);
    }
    if (parent != null) {
      force(parent);
    }
  }

  /** Makes what was done to names in the directory survive a crash of the machine. */
  private static void force(Path directory) throws IOException {
    if (WINDOWS) {
      return; // a directory cannot be opened there; NTFS keeps the order of such changes itself
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw FileErrors.explain("cannot force to the device", directory, e);
    }
  }

  /** A file under its temporary name. */
  private static final class FileUpload implements Upload {
    private final Path target;
    private final Path directory;
    private final Path temporary;
    private final FileChannel channel;
    private boolean moved;

    FileUpload(Path target) throws IOException {
      this.target = target;
      directory = Objects.requireNonNull(target.getParent(), "an object is in the directory");
      makeDirectories(directory);
      temporary = TemporaryFiles.in(directory);
      try {
        channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException | RuntimeException e) {
        throw FileErrors.explain("cannot write", target, e);
      }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw FileErrors.explain("cannot write", target, e);
      }
    }

    @Override
    public void complete() throws IOException {
      finish();
      try {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
      } catch (IOException e) {
        throw FileErrors.explain("cannot write", target, e);
      }
      force(directory);
    }

    /** False if the name is taken. */
    boolean link() throws IOException {
      finish();
      try {
        Files.createLink(target, temporary);
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (UnsupportedOperationException e) {
        throw new IOException(
            "cannot write "
                + target
                + ": the file system has no hard links; choose one that has, such as a local disk",
            e);
      } catch (IOException e) {
        throw FileErrors.explain("cannot write", target, e);
      }
      force(directory);
      return true;
    }

    private void finish() throws IOException {
      try {
        channel.force(true);
        channel.close();
      } catch (IOException e) {
        throw FileErrors.explain("cannot force to the device", target, e);
      }
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (!moved) {
          Files.deleteIfExists(temporary);
        }
      } catch (IOException e) {
        throw FileErrors.explain("cannot delete", temporary, e);
      }
    }
  }
}
