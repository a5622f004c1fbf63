package dev.laminar.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Entry;
import dev.laminar.spi.Storage.Upload;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {

  @TempDir private Path directory;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(Entry::name).toList();
  }

  @Test
  void directoryThatIsNotThere_isMade_withItsParents() throws IOException {
    Path place = directory.resolve("a/b");
    try (Storage storage = Storages.open(place.toUri(), Map.of())) {
      storage.put("c/d/e", new byte[] {1});
      assertThat(storage.get("c/d/e")).containsExactly(1);
      assertThat(storage.location()).isEqualTo(place.toUri());
    }
    assertThat(files()).containsExactly("a/b/c/d/e");
  }

  @Test
  void unfinishedUpload_isNotSeen_andLeavesNothing() throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      try (Upload upload = storage.create("state/x")) {
        upload.write(ByteBuffer.wrap(new byte[1000]));
        assertThat(storage.list("")).isEmpty();
        assertThat(files()).hasSize(1);
        assertThatThrownBy(() -> storage.get("state/x")).isInstanceOf(NoSuchFileException.class);
      }
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void createIfAbsent_leavesOneFile_whetherItMadeItOrNot() throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      assertThat(storage.createIfAbsent("epochs/1", new byte[] {1})).isTrue();
      assertThat(storage.createIfAbsent("epochs/1", new byte[] {2})).isFalse();
      assertThat(storage.get("epochs/1")).containsExactly(1);
      assertThat(files()).containsExactly("epochs/1");
    }
  }

  @Test
  void list_isInTheOrderOfNames_andTakesPartsOfNames() throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      for (String name : List.of("a/b", "a/a/z", "a.b", "ab", "a/\uD83D\uDE00", "a/\uFF5E")) {
        storage.put(name, new byte[0]);
      }
      assertThat(names(storage.list("")))
          .containsExactly("a.b", "a/a/z", "a/b", "a/\uFF5E", "a/\uD83D\uDE00", "ab");
      assertThat(names(storage.list("a/a"))).containsExactly("a/a/z");
      assertThat(names(storage.list("none/"))).isEmpty();
    }
  }

  @Test
  void leftoverOfADeadProcess_isInvisible_andSweptWhenItIsOld() throws IOException {
    Files.createDirectories(directory.resolve("state"));
    Path old = directory.resolve("state/.tmp-999999999-1-1");
    Path young = directory.resolve("state/.tmp-999999999-1-2");
    Path own =
        directory.resolve(
            "state/.tmp-"
                + ProcessHandle.current().pid()
                + "-"
                + ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli()
                + "-999999");
    for (Path file : List.of(old, young, own)) {
      Files.write(file, new byte[10]);
    }
    FileTime longAgo = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(own, longAgo);
    try (FileStorage storage = FileStorage.open(directory)) {
      assertThat(storage.list("")).isEmpty();
    }
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(own).exists();
  }

  @Test
  void fileInPlaceOfTheDirectory_isRefused() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1]);
    assertThatThrownBy(() -> FileStorage.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("a file has its name");
    try (FileStorage storage = FileStorage.open(directory)) {
      assertThatThrownBy(() -> storage.put("file/x", new byte[1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a file has its name");
    }
  }

  @Test
  void directoryOrWhatWouldLieInAFile_isNoObject() throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      storage.put("a/b", new byte[1]);
      for (String name : List.of("a", "a/b/c")) {
        assertThatThrownBy(() -> storage.get(name)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.open(name)).isInstanceOf(NoSuchFileException.class);
      }
      storage.delete(List.of("a", "none"));
      assertThat(files()).containsExactly("a/b");
    }
  }

  @Test
  void readOnlyDirectory_canBeRead_andSaysWhatToDoWhenWritten() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(directory).supportsFileAttributeView("posix")
            && !"root".equals(System.getProperty("user.name")),
        "root may write anywhere");
    Files.write(directory.resolve("x"), new byte[] {7});
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (FileStorage storage = FileStorage.open(directory)) {
      assertThat(storage.get("x")).containsExactly(7);
      assertThatThrownBy(() -> storage.createIfAbsent("y", new byte[1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.resolve("y").toString())
          .hasMessageContaining("let this program's user");
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void reasonsOfTheSystem_areExplained() {
    Path path = Path.of("a/b");
    assertThat(explained(path, "No space left on device"))
        .isEqualTo(
            "cannot write "
                + path
                + ": no space left on the device; free some, or choose another place");
    assertThat(explained(path, "Read-only file system")).contains("mount it writable");
    assertThat(explained(path, "Disk quota exceeded")).contains("raise it");
    assertThat(explained(path, "Input/output error")).endsWith(": Input/output error");
  }

  private static String explained(Path path, String reason) {
    IOException e =
        FileErrors.explain("cannot write", path, new FileSystemException("a", null, reason));
    assertThat(FileErrors.explain("cannot write", path, new IOException(reason)))
        .hasMessage(e.getMessage());
    return String.valueOf(e.getMessage());
  }

  @Test
  void namesThatLeaveTheDirectory_areRefused() throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      for (String name : List.of("", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "a/.tmp-1")) {
        assertThatThrownBy(() -> storage.put(name, new byte[0]))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void unknownScheme_namesTheInstalledOnes_andTheMissingJar() {
    assertThatThrownBy(() -> Storages.open(URI.create("s4://bucket/x"), Map.of()))
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
        .hasMessageContaining("no storage for 's4:'")
        .hasMessageContaining("file");
    assertThatThrownBy(() -> Storages.open(URI.create("gs://bucket/x"), Map.of()))
        .hasMessageContaining("to the class path");
    assertThatThrownBy(() -> Storages.open(URI.create("some/place"), Map.of()))
        .hasMessageContaining("file:/");
  }

  @Test
  void locationThatIsNoDirectory_isTheUsersToMend() {
    for (String location : List.of("file:relative", "file://host/a", "file:/a?b=c")) {
      assertThatThrownBy(() -> Storages.open(URI.create(location), Map.of()))
          .as(location)
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("file:/a/b");
    }
  }

  @Test
  void optionOfAnotherStorage_isRefused() {
    assertThatThrownBy(() -> Storages.open(directory.toUri(), Map.of("endpoint", "x")))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("unknown option 'endpoint' for storage 'file'");
  }
}
