package dev.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageFaults.CrashedException;
import dev.laminar.testing.StorageFaults.InjectedException;
import dev.laminar.testing.StorageFaults.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyStorageTest {

  private final MemoryStorage memory = new MemoryStorage();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StorageFaults faults(long seed) {
    return StorageFaults.of(new Random(seed));
  }

  private static List<String> names(Storage storage) throws IOException {
    return storage.list("").stream().map(Storage.Entry::name).toList();
  }

  /** Does some of everything; says what came of it. */
  private static List<String> script(Storage storage) {
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      outcomes.add(outcome(() -> storage.put("job", bytes("version " + number))));
      outcomes.add(outcome(() -> storage.createIfAbsent("epochs/" + number, bytes("e"))));
      outcomes.add(outcome(() -> upload(storage, "state/" + number, "one ", "two")));
      outcomes.add(outcome(() -> storage.get("job")));
      outcomes.add(outcome(() -> read(storage, "state/" + number)));
      outcomes.add(outcome(() -> storage.delete(List.of("state/" + (number - 5), "job2"))));
    }
    return outcomes;
  }

  private static String outcome(Expect.Call call) {
    try {
      call.run();
      return "done";
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static void upload(Storage storage, String name, String... pieces) throws IOException {
    try (Storage.Upload upload = storage.create(name)) {
      for (String piece : pieces) {
        upload.write(ByteBuffer.wrap(bytes(piece)));
      }
      upload.complete();
    }
  }

  private static void read(Storage storage, String name) throws IOException {
    try (Storage.Download download = storage.open(name)) {
      download.read(0, ByteBuffer.allocate((int) download.bytes()));
    }
  }

  @Test
  void sameSeed_givesTheSameFaults() throws Exception {
    List<String> first = outcomes(7, new MemoryStorage());
    List<String> second = outcomes(7, new MemoryStorage());
    assertThat(first).isEqualTo(second).contains("done").anyMatch(o -> o.contains("injected"));
    assertThat(outcomes(8, new MemoryStorage())).isNotEqualTo(first);
  }

  private static List<String> outcomes(long seed, Storage storage) {
    StorageFaults faults = faults(seed).failBefore(0.1).failAfter(0.1).tear(0.1);
    return script(FaultyStorage.of(storage, faults));
  }

  @Test
  void nothingSet_nothingFails() {
    StorageFaults faults = faults(1);
    assertThat(script(FaultyStorage.of(memory, faults))).containsOnly("done");
    assertThat(faults.injected()).isZero();
    assertThat(faults.operations()).isEqualTo(40 * 10);
  }

  @Test
  void failureBefore_hasNoEffect_andNamesTheObject() throws Exception {
    FaultyStorage storage = FaultyStorage.of(memory, faults(1).failBefore(1));
    assertThatThrownBy(() -> storage.put("job", bytes("x")))
        .isInstanceOf(InjectedException.class)
        .hasMessage("injected fault (BEFORE): PUT of 'job', operation 0");
    assertThatThrownBy(() -> storage.createIfAbsent("epochs/1", bytes("x")))
        .isInstanceOf(InjectedException.class)
        .hasMessageContaining("epochs/1");
    assertThatThrownBy(() -> storage.create("state/1")).isInstanceOf(InjectedException.class);
    assertThatThrownBy(() -> storage.list("")).isInstanceOf(InjectedException.class);
    assertThat(names(memory)).isEmpty();
  }

  @Test
  void failureAfter_hasItsEffect() throws Exception {
    StorageFaults faults = faults(1);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    Storage.Upload upload = storage.create("state/1");
    upload.write(ByteBuffer.wrap(bytes("state")));
    faults.failAfter(1);
    assertThatThrownBy(upload::complete).isInstanceOf(InjectedException.class);
    assertThatThrownBy(() -> storage.put("job", bytes("x"))).isInstanceOf(InjectedException.class);
    assertThatThrownBy(() -> storage.createIfAbsent("epochs/1", bytes("x")))
        .isInstanceOf(InjectedException.class);
    assertThat(names(memory)).containsExactly("epochs/1", "job", "state/1");
    assertThat(memory.get("state/1")).isEqualTo(bytes("state"));
    assertThatThrownBy(() -> storage.delete(List.of("job", "state/1")))
        .isInstanceOf(InjectedException.class);
    assertThat(names(memory)).containsExactly("epochs/1");
  }

  @Test
  void failureAfter_ofWhatFailsAnyhow_isThatFailure() {
    FaultyStorage storage = FaultyStorage.of(memory, faults(1).failAfter(1));
    assertThatThrownBy(() -> storage.get("absent")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void tornUpload_leavesNothing_andMustNotBeCompleted() throws Exception {
    StorageFaults faults = faults(1).tear(1);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    try (Storage.Upload upload = storage.create("state/1")) {
      assertThatThrownBy(() -> upload.write(ByteBuffer.wrap(bytes("state"))))
          .isInstanceOf(InjectedException.class)
          .hasMessageContaining("TORN");
      faults.calm();
      upload.write(ByteBuffer.wrap(bytes("more")));
      assertThatThrownBy(upload::complete)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("state/1");
    }
    assertThat(names(memory)).isEmpty();
  }

  @Test
  void tornDelete_doesHalf() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      memory.put(name, bytes(name));
    }
    FaultyStorage storage = FaultyStorage.of(memory, faults(1).tear(1));
    assertThatThrownBy(() -> storage.delete(List.of("a", "b", "c", "d")))
        .isInstanceOf(InjectedException.class);
    assertThat(names(memory)).containsExactly("c", "d");
  }

  @Test
  void shares_areKept() {
    StorageFaults faults = faults(3).failBefore(0.2).failAfter(0.1);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    for (int i = 0; i < 10_000; i++) {
      outcome(() -> storage.put("job", bytes("x")));
    }
    assertThat(faults.injected()).isBetween(2_800L, 3_200L);
  }

  @Test
  void where_limitsShares() throws Exception {
    StorageFaults faults =
        faults(1)
            .failBefore(1)
            .where((operation, name) -> operation == Operation.PUT && name.startsWith("epochs/"));
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    storage.put("job", bytes("x"));
    assertThatThrownBy(() -> storage.put("epochs/1", bytes("x")))
        .isInstanceOf(InjectedException.class);
    assertThat(storage.list("epochs/")).isEmpty();
  }

  @Test
  void outage_endsAfterSoManyOperations() throws Exception {
    StorageFaults faults = faults(1).outage(3);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> storage.put("job", bytes("x")))
          .isInstanceOf(InjectedException.class);
    }
    storage.put("job", bytes("y"));
    assertThat(memory.get("job")).isEqualTo(bytes("y"));
    assertThat(faults.operations()).isEqualTo(4);
  }

  @Test
  void delay_goesThroughTheHook() throws Exception {
    List<Duration> waits = new ArrayList<>();
    StorageFaults faults = faults(1).delay(0.5, Duration.ofSeconds(10), waits::add);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    for (int i = 0; i < 100; i++) {
      storage.put("job", bytes("x"));
    }
    assertThat(waits).hasSizeBetween(30, 70);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) <= 0);
    assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) > 0);
  }

  /** Each crash leaves what a run without one had at that operation, or at the next. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 17, 100, 250, 399})
  void crash_keepsWhatWasBefore_andNothingAfter(int operation) throws Exception {
    assertThat(state(operation, 5)).isIn(before(operation), before(operation + 1));
  }

  private List<String> state(int operation, long seed) throws IOException {
    StorageFaults faults = faults(seed).crashAt(operation);
    script(FaultyStorage.of(memory, faults));
    assertThat(faults.crashed()).isTrue();
    assertThat(faults.operations()).isEqualTo(operation + 1);
    return contents(memory);
  }

  private static List<String> before(int operation) throws IOException {
    MemoryStorage other = new MemoryStorage();
    StorageFaults faults = faults(0);
    script(FaultyStorage.of(other, faults.outage(operation, Long.MAX_VALUE / 2)));
    return contents(other);
  }

  private static List<String> contents(Storage storage) throws IOException {
    List<String> contents = new ArrayList<>();
    for (String name : names(storage)) {
      contents.add(name + "=" + new String(storage.get(name), StandardCharsets.UTF_8));
    }
    return contents;
  }

  @Test
  void crashedStorage_doesNothingAnyMore() throws Exception {
    StorageFaults faults = faults(1);
    FaultyStorage storage = FaultyStorage.of(memory, faults);
    storage.put("job", bytes("x"));
    Storage.Upload upload = storage.create("state/1");
    upload.write(ByteBuffer.wrap(bytes("state")));
    faults.crash();
    assertThatThrownBy(upload::complete).isInstanceOf(CrashedException.class);
    upload.close();
    assertThatThrownBy(() -> storage.put("job", bytes("y"))).isInstanceOf(CrashedException.class);
    assertThatThrownBy(() -> storage.get("job")).isInstanceOf(CrashedException.class);
    assertThatThrownBy(() -> storage.delete(List.of("job"))).isInstanceOf(CrashedException.class);
    faults.calm();
    assertThatThrownBy(() -> storage.list("")).isInstanceOf(CrashedException.class);
    assertThat(contents(memory)).containsExactly("job=x");
  }

  @Test
  void crash_hasItsEffectOrNone_asTheSeedSays() throws Exception {
    List<Boolean> effects = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      MemoryStorage storage = new MemoryStorage();
      FaultyStorage faulty = FaultyStorage.of(storage, faults(seed).crashAt(0));
      assertThatThrownBy(() -> faulty.createIfAbsent("epochs/1", bytes("x")))
          .isInstanceOf(CrashedException.class);
      effects.add(!names(storage).isEmpty());
    }
    assertThat(effects).contains(true, false);
  }

  @Test
  void damage_flipsOneBit() throws Exception {
    memory.put("state/1", bytes("0123456789"));
    StorageFaults.damage(memory, "state/1", new Random(1));
    byte[] damaged = memory.get("state/1");
    int flipped = 0;
    for (int i = 0; i < damaged.length; i++) {
      flipped += Integer.bitCount(damaged[i] ^ bytes("0123456789")[i]);
    }
    assertThat(flipped).isEqualTo(1);
  }
}
