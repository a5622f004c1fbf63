package dev.laminar.connector.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.laminar.connector.gcs.FakeGcs.Fault;
import dev.laminar.spi.BucketLocation;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import dev.laminar.testing.StorageContract;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against {@link FakeGcs}, which is not Google's. */
class GcsStorageTest {

  private static final AtomicInteger PLACES = new AtomicInteger();
  private static FakeGcs server;

  private final StorageProvider provider = new GcsStorageProvider();

  @BeforeAll
  static void start() throws IOException {
    server = new FakeGcs();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, String> options() {
    return Map.of("endpoint", server.endpoint(), "anonymous", "true");
  }

  private static URI place() {
    return URI.create("gs://laminar/jobs/place%20" + PLACES.incrementAndGet());
  }

  private Storage open() throws IOException {
    return provider.open(place(), options());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("dev.laminar.testing.StorageContract#clauses")
  void contract(StorageContract.Clause clause) throws Exception {
    URI place = place();
    clause.check(() -> provider.open(place, options()));
  }

  @Test
  void provider_isFoundByItsScheme() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream().map(p -> p.get().scheme()))
        .contains("gs");
  }

  @Test
  void checksum_isWrittenAsGoogleWritesIt() {
    byte[] content = bytes("hello world");
    assertThat(Checksum.of(content, content.length).text()).isEqualTo("yZRlqg==");
  }

  @Test
  void createIfAbsent_whoseAnswerIsLost_isStillTheWinner() throws Exception {
    try (Storage storage = open()) {
      server.fail(request -> request.startsWith("POST"), Fault.LOSE_ANSWER);
      assertThat(storage.createIfAbsent("epochs/1", bytes("mine"))).isTrue();
      assertThat(server.faultsLeft()).isZero();
      assertThat(storage.createIfAbsent("epochs/1", bytes("mine"))).isFalse();
    }
  }

  @Test
  void createIfAbsent_whoseAnswerIsLost_isStillTheLoser() throws Exception {
    try (Storage storage = open()) {
      assertThat(storage.createIfAbsent("epochs/1", bytes("the same"))).isTrue();
      server.fail(request -> request.startsWith("POST"), Fault.LOSE_ANSWER);
      assertThat(storage.createIfAbsent("epochs/1", bytes("the same"))).isFalse();
      assertThat(server.faultsLeft()).isZero();
    }
  }

  @Test
  void serverThatAsksForPatience_isAskedAgain() throws Exception {
    try (Storage storage = open()) {
      server.fail(_ -> true, Fault.UNAVAILABLE, Fault.TOO_MANY_REQUESTS, Fault.UNAVAILABLE);
      storage.put("job", bytes("x"));
      assertThat(server.faultsLeft()).isZero();
      assertThat(storage.get("job")).isEqualTo(bytes("x"));
    }
  }

  @Test
  void serverThatStaysAway_isAnErrorThatNamesTheObject() throws Exception {
    try (Storage storage = open()) {
      Fault[] many = new Fault[GcsClient.ATTEMPTS];
      Arrays.fill(many, Fault.UNAVAILABLE);
      server.fail(_ -> true, many);
      assertThatThrownBy(() -> storage.put("job", bytes("x")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write 'gs://laminar/jobs/place")
          .hasMessageContaining("HTTP 503, Backend Error");
      assertThat(server.faultsLeft()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("faultsOfUploads")
  void largeUpload_goesOnWhereItWasInterrupted(List<Fault> faults) throws Exception {
    byte[] content = new byte[2 * GcsUpload.PART + 12_345];
    new Random(1).nextBytes(content);
    try (Storage storage = open()) {
      server.fail(request -> request.startsWith("PUT"), faults.toArray(Fault[]::new));
      try (Storage.Upload upload = storage.create("state/1")) {
        upload.write(ByteBuffer.wrap(content));
        upload.complete();
      }
      assertThat(server.faultsLeft()).isZero();
      assertThat(storage.get("state/1")).isEqualTo(content);
    }
  }

  static List<List<Fault>> faultsOfUploads() {
    return List.of(
        List.of(Fault.LOSE_ANSWER),
        List.of(Fault.LOSE_ANSWER, Fault.LOSE_ANSWER, Fault.UNAVAILABLE),
        List.of(Fault.UNAVAILABLE, Fault.NONE, Fault.UNAVAILABLE),
        List.of(Fault.KEEP_LITTLE),
        List.of(Fault.KEEP_LITTLE, Fault.KEEP_LITTLE, Fault.LOSE_ANSWER),
        List.of(Fault.NONE, Fault.NONE, Fault.LOSE_ANSWER),
        List.of(Fault.NONE, Fault.NONE, Fault.LOSE_ANSWER, Fault.LOSE_ANSWER));
  }

  @Test
  void largeUpload_thatIsGivenUp_endsItsSession() throws Exception {
    try (Storage storage = open()) {
      int before = server.openSessions();
      try (Storage.Upload upload = storage.create("state/1")) {
        upload.write(ByteBuffer.allocate(GcsUpload.PART + 1));
        assertThat(server.openSessions()).isEqualTo(before + 1);
      }
      assertThat(server.openSessions()).isEqualTo(before);
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
    server.putByHand("made-by-hand/", new byte[0]);
    try (Storage storage = provider.open(URI.create("gs://laminar/made-by-hand/"), options())) {
      storage.put("job", bytes("1"));
      assertThat(storage.list("")).extracting(Storage.Entry::name).containsExactly("job");
    }
  }

  @Test
  void objectWithoutAMark_isNobodys() throws Exception {
    server.putByHand("by-hand/epochs/1", bytes("x"));
    try (Storage storage = provider.open(URI.create("gs://laminar/by-hand"), options())) {
      assertThat(storage.createIfAbsent("epochs/1", bytes("x"))).isFalse();
    }
  }

  @Test
  void missingBucket_isSaidWhenOpened() {
    assertThatThrownBy(() -> provider.open(URI.create("gs://nowhere/x"), options()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("there is no bucket 'nowhere' at " + server.endpoint());
  }

  @Test
  void unreachableEndpoint_isNamed() throws Exception {
    String closed;
    try (FakeGcs other = new FakeGcs()) {
      closed = other.endpoint();
    }
    assertThatThrownBy(
            () -> provider.open(place(), Map.of("endpoint", closed, "anonymous", "true")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ConnectException")
        .hasMessageContaining(closed)
        .hasMessageContaining("gs://laminar/jobs/place");
  }

  @Test
  void missingCredentialsFile_isSaid(@TempDir Path directory) throws Exception {
    Path absent = directory.resolve("key.json");
    Path empty = Files.writeString(directory.resolve("empty.json"), "{}");
    for (Path file : new Path[] {absent, empty}) {
      assertThatThrownBy(
              () ->
                  provider.open(
                      place(),
                      Map.of("endpoint", server.endpoint(), "credentials_file", file.toString())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("give the option credentials_file");
    }
  }

  /** A token that is refused once is asked for again. */
  @Test
  void expiredToken_isRenewed() throws Exception {
    try (FakeGcs strict = new FakeGcs();
        Storage storage = withTokens(strict, "expired", FakeGcs.TOKEN)) {
      strict.authorize();
      storage.put("job", bytes("x"));
      assertThat(storage.get("job")).isEqualTo(bytes("x"));
    }
  }

  @Test
  void refusedToken_isSaid() throws Exception {
    try (FakeGcs strict = new FakeGcs();
        Storage storage = withTokens(strict, "wrong", "wrong again")) {
      strict.authorize();
      assertThatThrownBy(() -> storage.put("job", bytes("x")))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("gs://laminar/job")
          .hasMessageContaining("check the credentials and their rights: storage.objects.list")
          .hasMessageNotContaining("wrong");
    }
  }

  private static Storage withTokens(FakeGcs server, String first, String then) {
    BucketLocation bucket = BucketLocation.of(URI.create("gs://laminar"));
    GcsAccess access = new GcsAccess(Optional.of(new Tokens(first, then)), Optional.empty());
    return new GcsStorage(
        new GcsClient(access),
        new GcsCalls(server.endpoint(), bucket),
        new GcsErrors(bucket, server.endpoint()));
  }

  /** Gives one token, then another. */
  private static final class Tokens extends GoogleCredentials {
    private static final long serialVersionUID = 1L;
    private final String then;

    Tokens(String first, String then) {
      super(GoogleCredentials.newBuilder().setAccessToken(new AccessToken(first, null)));
      this.then = then;
    }

    @Override
    public AccessToken refreshAccessToken() {
      return new AccessToken(then, null);
    }
  }
}
