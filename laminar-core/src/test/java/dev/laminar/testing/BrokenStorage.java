package dev.laminar.testing;

import dev.laminar.spi.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A storage that breaks the contract in one way, to see whether the contract finds it. */
record BrokenStorage(Storage storage, Breach breach) implements Storage {

  /** Ways to break the contract. */
  enum Breach {
    CREATES_OVER_WHAT_IS_THERE,
    CHECKS_THEN_CREATES,
    NEVER_CREATES,
    NEVER_REPLACES,
    PUTS_IN_TWO_STEPS,
    SHOWS_UPLOADS_EARLY,
    COMPLETES_ON_CLOSE,
    LOSES_THE_LAST_BYTE,
    LISTS_A_PAGE,
    LISTS_BY_UTF16,
    LISTS_DIRECTORIES,
    DELETES_A_PAGE,
    DELETES_BY_PREFIX,
    DELETES_STRICTLY,
    DECODES_NAMES,
    READS_FROM_THE_START,
    READS_SHORT,
    GIVES_NOTHING_FOR_ABSENT,
    NAMES_NOTHING
  }

  private boolean is(Breach other) {
    return breach == other;
  }

  private String name(String name) {
    if (!is(Breach.DECODES_NAMES) || name.contains("%b") || name.contains("% ")) {
      return name;
    }
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private boolean has(String name) throws IOException {
    return storage.list(name).stream().anyMatch(entry -> entry.name().equals(name));
  }

  @Override
  public URI location() {
    return storage.location();
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    if (is(Breach.CREATES_OVER_WHAT_IS_THERE)) {
      boolean absent = !has(name);
      storage.put(name, content);
      return absent;
    }
    if (is(Breach.CHECKS_THEN_CREATES)) {
      boolean absent = !has(name);
      pause();
      if (absent) {
        storage.put(name, content);
      }
      return absent;
    }
    return !is(Breach.NEVER_CREATES) && storage.createIfAbsent(name(name), content);
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    if (is(Breach.NEVER_REPLACES)) {
      boolean _ = storage.createIfAbsent(name, content);
      return;
    }
    if (is(Breach.PUTS_IN_TWO_STEPS)) {
      storage.put(name, Arrays.copyOf(content, content.length / 2));
      pause();
    }
    storage.put(name(name), content);
  }

  @Override
  public byte[] get(String name) throws IOException {
    try {
      return storage.get(name(name));
    } catch (NoSuchFileException e) {
      if (is(Breach.GIVES_NOTHING_FOR_ABSENT)) {
        return new byte[0];
      }
      throw is(Breach.NAMES_NOTHING) ? new NoSuchFileException("404") : e;
    }
  }

  @Override
  public List<Entry> list(String prefix) throws IOException {
    List<Entry> entries = storage.list(prefix);
    return switch (breach) {
      case LISTS_A_PAGE -> entries.subList(0, Math.min(entries.size(), 1000));
      case LISTS_BY_UTF16 -> entries.stream().sorted(Comparator.comparing(Entry::name)).toList();
      case LISTS_DIRECTORIES ->
          storage.list(prefix.substring(0, prefix.lastIndexOf('/') + 1)).stream()
              .filter(e -> e.name().equals(prefix) || e.name().startsWith(prefix + "/"))
              .toList();
      default -> entries;
    };
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    if (is(Breach.DELETES_STRICTLY)) {
      for (String name : names) {
        storage.get(name);
      }
    }
    if (is(Breach.DELETES_BY_PREFIX)) {
      for (String name : names) {
        storage.delete(storage.list(name).stream().map(Entry::name).toList());
      }
    }
    List<String> all = names.stream().map(this::name).toList();
    storage.delete(is(Breach.DELETES_A_PAGE) ? all.subList(0, Math.min(1000, all.size())) : all);
  }

  @Override
  public Upload create(String name) throws IOException {
    Upload upload = storage.create(name(name));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    return new Upload() {
      private boolean complete;

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        if (is(Breach.LOSES_THE_LAST_BYTE) && bytes.remaining() > 1000) {
          bytes.limit(bytes.limit() - 1);
        }
        if (is(Breach.SHOWS_UPLOADS_EARLY)) {
          byte[] copy = new byte[bytes.remaining()];
          bytes.duplicate().get(copy);
          written.writeBytes(copy);
          storage.put(name, written.toByteArray());
        }
        upload.write(bytes);
      }

      @Override
      public void complete() throws IOException {
        upload.complete();
        complete = true;
      }

      @Override
      public void close() throws IOException {
        if (is(Breach.COMPLETES_ON_CLOSE) && !complete) {
          upload.complete();
        }
        upload.close();
      }
    };
  }

  @Override
  public Download open(String name) throws IOException {
    Download download = storage.open(name(name));
    return new Download() {
      @Override
      public long bytes() {
        return download.bytes();
      }

      @Override
      public void read(long offset, ByteBuffer into) throws IOException {
        long from = is(Breach.READS_FROM_THE_START) ? 0 : offset;
        if (is(Breach.READS_SHORT) && from + into.remaining() > bytes()) {
          into.limit(into.position() + (int) Math.max(0, bytes() - from));
        }
        download.read(Math.min(from, bytes()), into);
      }

      @Override
      public void close() throws IOException {
        download.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
