package dev.laminar.internal.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files on their way to become objects: {@code .tmp-<process>-<its start>-<number>}, beside the
 * object's place. Those whose process is gone and that nobody has written to for a while (the
 * directory may be shared with other machines) are swept. Stateless; any thread.
 */
final class TemporaryFiles {

  private static final Duration UNTOUCHED = Duration.ofMinutes(1);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final String OWN =
      StorageNames.TEMPORARY
          + ProcessHandle.current().pid()
          + "-"
          + started(ProcessHandle.current())
          + "-";

  private TemporaryFiles() {}

  /** A name that no other file has. */
  static Path in(Path directory) {
    return directory.resolve(OWN + NUMBERS.incrementAndGet());
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Deletes what dead processes have left. A file that cannot be deleted stays for the next. */
  static void sweep(Path root, Instant now) throws IOException {
    List<Path> dead = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isDead(file, attributes.lastModifiedTime().toInstant(), now)) {
              dead.add(file);
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
        });
    for (Path file : dead) {
      if (Files.isWritable(file.getParent())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isDead(Path file, Instant modified, Instant now) {
    String name = file.getFileName().toString();
    return StorageNames.isTemporary(name)
        && modified.isBefore(now.minus(UNTOUCHED))
        && !isAlive(name.substring(StorageNames.TEMPORARY.length()).split("-"));
  }

  private static boolean isAlive(String[] parts) {
    if (parts.length != 3 || !parts[0].matches("\\d{1,18}")) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
    return process.isPresent() && parts[1].equals(Long.toString(started(process.get())));
  }
}
