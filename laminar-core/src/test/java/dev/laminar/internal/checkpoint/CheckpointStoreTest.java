package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.checkpoint.Chains.Share;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.internal.checkpoint.StateFileWriter.Written;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Entry;
import dev.laminar.testing.FaultyStorage;
import dev.laminar.testing.StorageFaults;
import dev.laminar.testing.StorageFaults.Operation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointStoreTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final BufferAllocator allocator = new RootAllocator();
  private final MemoryStorage storage = new MemoryStorage(CLOCK);
  private final List<String> warnings = new ArrayList<>();

  @AfterEach
  void close() {
    allocator.close();
  }

  private static CheckpointStore open(Storage storage) throws IOException {
    return CheckpointStore.open(storage, CLOCK, new Random(1));
  }

  private Manifest manifest(CheckpointStore store, long epoch, long run, String... savepoint)
      throws IOException {
    try (StateFileWriter writer = store.create(epoch, run, "task 0");
        BatchBuilder rows = new BatchBuilder(allocator, List.of(DataType.BIGINT))) {
      writer.add("op", "t", 3, false, rows.add(epoch).build());
      Written written = writer.complete();
      TablePart part = new TablePart("t", true, 1, written.tables("op").getFirst().bytes());
      Share share = new Share("op", "sum", written.file().name(), 0, 8, List.of(part), Map.of());
      List<OperatorState> operators = Chains.next(List.of(), List.of(share));
      return new Manifest(
          epoch,
          Arrays.stream(savepoint).findFirst(),
          run,
          epoch,
          CLOCK.instant(),
          CLOCK.instant(),
          1,
          8,
          false,
          Chains.files(operators, List.of(written.file())),
          operators,
          Map.of());
    }
  }

  private void commit(CheckpointStore store, long epoch, long run) throws IOException {
    store.commit(manifest(store, epoch, run));
  }

  private List<String> names(String prefix) {
    return storage.list(prefix).stream().map(Entry::name).toList();
  }

  private Optional<Long> latest(CheckpointStore store) throws IOException {
    return store.latest(Set.of(), warnings::add).map(Manifest::epoch);
  }

  @Test
  void jobId_staysTheSame_andNoLocationIsAJobByBeingLookedAt() throws IOException {
    assertThat(CheckpointStore.find(storage, CLOCK)).isEmpty();
    String id = open(storage).jobId();
    assertThat(id).matches("[a-z0-9-]+");
    assertThat(CheckpointStore.open(storage, CLOCK, new Random(2)).jobId()).isEqualTo(id);
    assertThat(CheckpointStore.find(storage, CLOCK)).isPresent();
  }

  @Test
  void emptyStore_hasNothingToGoOnFrom() throws IOException {
    CheckpointStore store = open(storage);
    assertThat(store.beginRun()).isEqualTo(1);
    assertThat(latest(store)).isEmpty();
    assertThat(store.epochs()).isEmpty();
    assertThat(open(storage).beginRun()).isEqualTo(2);
  }

  @Test
  void newestEpoch_isGoneOnFrom() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    assertThat(latest(store)).contains(2L);
    assertThat(warnings).isEmpty();
    assertThat(store.read(1).epoch()).isEqualTo(1);
  }

  @Test
  void damagedFile_isSkippedWithAWarning_andNeverForNothing() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    StorageFaults.damage(storage, "state/00000000000000000002-1-task_0", new Random(5));
    assertThat(latest(store)).contains(1L);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("checkpoint 2 cannot be used: state/00000000000000000002-1-task_0, at byte 0")
        .contains("checksum");
    storage.delete(List.of("state/00000000000000000001-1-task_0"));
    assertThatThrownBy(() -> latest(store))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of the 2 checkpoints in memory:/ can be used");
    assertThat(warnings.getLast()).contains("state/00000000000000000001-1-task_0 is not there");
  }

  @Test
  void damagedManifest_isSkippedWithAWarning() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    StorageFaults.damage(storage, "epochs/00000000000000000002", new Random(5));
    assertThat(latest(store)).contains(1L);
    assertThat(warnings.getFirst()).contains("epochs/00000000000000000002, at byte");
    assertThat(store.latest(Set.of(2L), warnings::add)).isPresent();
    assertThatThrownBy(() -> store.latest(Set.of(1L, 2L), warnings::add))
        .hasMessageContaining("none of the 2");
  }

  @Test
  void storageThatFails_isNoReasonToGoBack() throws IOException {
    StorageFaults faults = StorageFaults.of(new Random(1));
    CheckpointStore store = open(FaultyStorage.of(storage, faults));
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    faults.failBefore(1).where((operation, name) -> operation == Operation.READ);
    assertThatThrownBy(() -> latest(store)).isInstanceOf(StorageFaults.InjectedException.class);
  }

  @Test
  void lostAcknowledgement_countsAsDone_andAFailureAsNotDone() throws IOException {
    StorageFaults faults = StorageFaults.of(new Random(1));
    CheckpointStore store = open(FaultyStorage.of(storage, faults));
    store.beginRun();
    faults.failAfter(1).where((operation, name) -> operation == Operation.CREATE_IF_ABSENT);
    commit(store, 1, 1);
    assertThat(store.epochs()).containsExactly(1L);
    faults.calm().failBefore(1);
    assertThatThrownBy(() -> commit(store, 2, 1))
        .isInstanceOf(StorageFaults.InjectedException.class);
    assertThat(store.epochs()).containsExactly(1L);
  }

  @Test
  void epochThatAnotherHasMade_stopsTheJob() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    Manifest other = manifest(store, 1, 1, "another");
    assertThatThrownBy(() -> store.commit(other))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("another process has made checkpoint 1");
  }

  @Test
  void newerRun_fencesTheOlderOne() throws IOException {
    CheckpointStore old = open(storage);
    old.beginRun();
    commit(old, 1, 1);
    Manifest second = manifest(old, 2, 1);
    CheckpointStore taker = open(storage);
    assertThat(taker.beginRun()).isEqualTo(2);
    assertThatThrownBy(() -> old.commit(second))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("has begun run 2");
    assertThatThrownBy(() -> old.prune(1, Set.of())).isInstanceOf(FencedException.class);
    assertThat(latest(taker)).contains(1L);
  }

  /** Calls something before the {@code at}th call of a storage. */
  private static Storage interrupted(Storage storage, int at, Runnable action) {
    int[] calls = {0};
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, args) -> {
              if (calls[0]++ == at) {
                action.run();
              }
              try {
                return method.invoke(storage, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void takeOverInTheMidstOfACommit_leavesOneTruth() throws IOException {
    int fenced = 0;
    int committed = 0;
    for (int at = 0; at < 12; at++) {
      for (boolean goesOn : new boolean[] {false, true}) {
        MemoryStorage shared = new MemoryStorage(CLOCK);
        CheckpointStore first = open(shared);
        first.beginRun();
        commit(first, 1, 1);
        CheckpointStore taker = open(shared);
        List<Long> bases = new ArrayList<>();
        Runnable takeOver =
            () -> {
              try {
                taker.beginRun();
                bases.add(taker.latest(Set.of(), warnings::add).orElseThrow().epoch());
                taker.goOnFrom(bases.getFirst());
                if (goesOn) {
                  commit(taker, bases.getFirst() + 2, 2);
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            };
        Manifest second = manifest(first, 2, 1);
        CheckpointStore old = open(shared);
        old = CheckpointStore.open(interrupted(shared, at + 1, takeOver), CLOCK, new Random(1));
        boolean done = true;
        try {
          old.commit(second);
        } catch (FencedException e) {
          done = false;
        }
        if (bases.isEmpty()) {
          takeOver.run();
        }
        assertThat(done && bases.getFirst() == 1).as("two owners, at call %d", at).isFalse();
        CheckpointStore third = open(shared);
        third.beginRun();
        assertThat(latest(third)).contains(bases.getFirst() + (goesOn ? 2 : 0));
        fenced += done ? 0 : 1;
        committed += done ? 1 : 0;
      }
    }
    assertThat(fenced).isPositive();
    assertThat(committed).isPositive();
  }

  @Test
  void nameTakenByADeadRun_isNoReasonToStop() throws IOException {
    CheckpointStore old = open(storage);
    old.beginRun();
    commit(old, 1, 1);
    CheckpointStore taker = open(storage);
    taker.beginRun();
    taker.goOnFrom(1);
    Manifest dead = manifest(old, 2, 1);
    storage.createIfAbsent("epochs/00000000000000000002", ManifestCodec.write(dead));
    assertThatThrownBy(() -> commit(taker, 2, 2))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FencedException.class)
        .hasMessageContaining("the next epoch");
    assertThat(latest(taker)).contains(1L);
    assertThat(warnings).singleElement().asString().contains("checkpoint 2 is not used");
    commit(taker, 3, 2);
    taker.prune(2, Set.of());
    assertThat(taker.epochs()).containsExactly(1L, 3L);
    assertThat(names("state/")).hasSize(2);
  }

  @Test
  void prune_keepsTheNewest_savepointsAndWhatIsAskedFor() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    for (long epoch = 1; epoch <= 6; epoch++) {
      store.commit(epoch == 2 ? manifest(store, epoch, 1, "before") : manifest(store, epoch, 1));
    }
    store.create(7, 1, "0").complete();
    store.prune(2, Set.of(3L));
    assertThat(store.epochs()).containsExactly(2L, 3L, 5L, 6L);
    assertThat(names("state/")).hasSize(5).contains("state/00000000000000000007-1-0");
    assertThat(store.verify()).allMatch(info -> info.defect().isEmpty());
  }

  @Test
  void leftoversOfEarlierRuns_areSwept_andOtherFilesLeftAlone() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    store.create(9, 1, "0").complete();
    storage.put("state/readme", new byte[1]);
    CheckpointStore next = open(storage);
    next.beginRun();
    next.goOnFrom(1);
    next.sweep();
    assertThat(names("state/"))
        .containsExactly("state/00000000000000000001-1-task_0", "state/readme");
    assertThat(next.epochs()).containsExactly(1L);
  }

  @Test
  void whatADamagedManifestMayName_stays() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    StorageFaults.damage(storage, "epochs/00000000000000000002", new Random(5));
    commit(store, 3, 1);
    store.prune(2, Set.of());
    assertThat(store.epochs()).containsExactly(1L, 2L, 3L);
    assertThat(names("state/")).hasSize(3);
    commit(store, 4, 1);
    store.prune(2, Set.of());
    assertThat(store.epochs()).containsExactly(3L, 4L);
    assertThat(names("state/")).hasSize(2);
  }

  @Test
  void recordsOfOldRuns_go_andNumbersGoOn() throws IOException {
    for (int i = 1; i <= 5; i++) {
      CheckpointStore store = open(storage);
      assertThat(store.beginRun()).isEqualTo(i);
      store.goOnFrom(i - 1);
      commit(store, i, i);
      store.prune(1, Set.of());
    }
    assertThat(names("runs/")).hasSize(2).allMatch(name -> name.contains("0005"));
  }

  @Test
  void list_showsSizesAndOperators_andVerifyFindsDefects() throws IOException {
    CheckpointStore store = open(storage);
    store.beginRun();
    commit(store, 1, 1);
    commit(store, 2, 1);
    StorageFaults.damage(storage, "state/00000000000000000001-1-task_0", new Random(5));
    assertThat(store.list()).allMatch(info -> info.defect().isEmpty());
    List<EpochInfo> verified = store.verify();
    assertThat(verified).extracting(EpochInfo::epoch).containsExactly(2L, 1L);
    assertThat(verified.get(0).defect()).isEmpty();
    assertThat(verified.get(0).newBytes()).isEqualTo(verified.get(0).totalBytes()).isPositive();
    assertThat(verified.get(0).operators())
        .singleElement()
        .extracting(EpochInfo.OperatorSize::name, EpochInfo.OperatorSize::rows)
        .containsExactly("sum", 1L);
    assertThat(verified.get(1).defect().orElseThrow()).contains("checksum is wrong");
  }
}
