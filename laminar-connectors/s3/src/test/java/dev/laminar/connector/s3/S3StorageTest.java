package dev.laminar.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.spi.Options;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import dev.laminar.testing.StorageContract;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

class S3StorageTest {

  private static final AtomicInteger PLACES = new AtomicInteger();
  private static S3Proxy server;
  private static S3Client client;

  private final StorageProvider provider = new S3StorageProvider();

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = S3Proxy.start(directory);
    client = S3Clients.connect(S3Options.of(Options.of(server.options())));
    client.createBucket(r -> r.bucket("laminar"));
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  private static URI place() {
    return URI.create("s3://laminar/jobs/place%20" + PLACES.incrementAndGet());
  }

  private Storage open() throws IOException {
    return provider.open(place(), server.options());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("dev.laminar.testing.StorageContract#clauses")
  void contract(StorageContract.Clause clause) throws Exception {
    URI place = place();
    clause.check(() -> provider.open(place, server.options()));
  }

  @Test
  void provider_isFoundByItsScheme() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream().map(p -> p.get().scheme()))
        .contains("s3");
  }

  @Test
  void createIfAbsent_whoseAnswerIsLost_isStillTheWinner() throws Exception {
    try (LossyRelay relay = LossyRelay.to(server.port());
        Storage storage = provider.open(place(), S3Proxy.optionsAt(relay.endpoint()))) {
      relay.loseAnswerTo(line -> line.startsWith("PUT") && line.contains("epochs/1"));
      assertThat(storage.createIfAbsent("epochs/1", bytes("mine"))).isTrue();
      assertThat(relay.lost()).isEqualTo(1);
      assertThat(storage.createIfAbsent("epochs/1", bytes("mine"))).isFalse();
    }
  }

  @Test
  void createIfAbsent_whoseAnswerIsLost_isStillTheLoser() throws Exception {
    URI place = place();
    try (LossyRelay relay = LossyRelay.to(server.port());
        Storage other = provider.open(place, server.options());
        Storage storage = provider.open(place, S3Proxy.optionsAt(relay.endpoint()))) {
      assertThat(other.createIfAbsent("epochs/1", bytes("the same"))).isTrue();
      relay.loseAnswerTo(line -> line.startsWith("PUT") && line.contains("epochs/1"));
      assertThat(storage.createIfAbsent("epochs/1", bytes("the same"))).isFalse();
      assertThat(relay.lost()).isEqualTo(1);
    }
  }

  @Test
  void completion_whoseAnswerIsLost_isACompletion() throws Exception {
    try (LossyRelay relay = LossyRelay.to(server.port());
        Storage storage = provider.open(place(), S3Proxy.optionsAt(relay.endpoint()))) {
      relay.loseAnswerTo(line -> line.startsWith("POST") && line.contains("uploadId="));
      try (Storage.Upload upload = storage.create("state/1")) {
        upload.write(ByteBuffer.allocate(S3Upload.PART + 1));
        upload.complete();
      }
      assertThat(relay.lost()).isEqualTo(1);
      assertThat(storage.list("")).extracting(Storage.Entry::bytes).containsExactly(8388609L);
    }
  }

  @Test
  void download_isReadAgain_whenTheConnectionBreaks() throws Exception {
    try (LossyRelay relay = LossyRelay.to(server.port());
        Storage storage = provider.open(place(), S3Proxy.optionsAt(relay.endpoint()))) {
      storage.put("state/1", bytes("0123456789"));
      try (Storage.Download download = storage.open("state/1")) {
        relay.loseAnswerTo(line -> line.startsWith("GET"));
        ByteBuffer into = ByteBuffer.allocate(4);
        download.read(3, into);
        assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(bytes("3456")));
        assertThat(relay.lost()).isEqualTo(1);
      }
    }
  }

  @Test
  void largeUpload_thatIsGivenUp_leavesNoParts() throws Exception {
    try (Storage storage = open()) {
      try (Storage.Upload upload = storage.create("state/1")) {
        upload.write(ByteBuffer.allocate(S3Upload.PART + 1));
        assertThat(client.listMultipartUploads(r -> r.bucket("laminar")).uploads()).hasSize(1);
      }
      assertThat(client.listMultipartUploads(r -> r.bucket("laminar")).uploads()).isEmpty();
    }
  }

  @Test
  void upload_isNotWrittenAfterItsEnd() throws Exception {
    try (Storage storage = open()) {
      Storage.Upload upload = storage.create("state/1");
      upload.complete();
      assertThatThrownBy(() -> upload.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("state/1");
      upload.close();
      upload.close();
    }
  }

  @Test
  void download_failsWhenTheObjectIsReplaced() throws Exception {
    try (Storage storage = open()) {
      storage.put("job", bytes("first"));
      try (Storage.Download download = storage.open("job")) {
        storage.put("job", bytes("other"));
        assertThatThrownBy(() -> download.read(0, ByteBuffer.allocate(5)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("job' has been replaced");
      }
    }
  }

  @Test
  void foldersOfAConsole_areNoObjects() throws Exception {
    URI place = URI.create("s3://laminar/made-by-hand/");
    client.putObject(r -> r.bucket("laminar").key("made-by-hand/"), S3Storage.body(new byte[0], 0));
    try (Storage storage = provider.open(place, server.options())) {
      storage.put("job", bytes("1"));
      assertThat(storage.list("")).extracting(Storage.Entry::name).containsExactly("job");
    }
  }

  @Test
  void wholeBucket_isAPlace() throws Exception {
    client.createBucket(r -> r.bucket("whole"));
    try (Storage storage = provider.open(URI.create("s3://whole"), server.options())) {
      storage.put("job", bytes("1"));
      assertThat(storage.list("")).extracting(Storage.Entry::name).containsExactly("job");
      assertThat(storage.location()).isEqualTo(URI.create("s3://whole/"));
    }
  }

  @Test
  void missingBucket_isSaidWhenOpened() {
    assertThatThrownBy(() -> provider.open(URI.create("s3://nowhere/x"), server.options()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("there is no bucket 'nowhere' at " + server.endpoint());
  }

  @Test
  void wrongSecret_isSaidWhenOpened() {
    Map<String, String> options = new HashMap<>(server.options());
    options.put("secret_access_key", "wrong");
    assertThatThrownBy(() -> provider.open(place(), options))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("check the credentials and their rights: s3:ListBucket")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void unreachableEndpoint_isNamed() throws Exception {
    String closed;
    try (LossyRelay relay = LossyRelay.to(server.port())) {
      closed = relay.endpoint();
    }
    assertThatThrownBy(() -> provider.open(place(), S3Proxy.optionsAt(closed)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection to S3 at " + closed)
        .hasMessageContaining("s3://laminar/jobs/place");
  }
}
