package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.checkpoint.Chains.Share;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.internal.checkpoint.StateFileReader.Block;
import dev.laminar.internal.checkpoint.StateFileWriter.TableSize;
import dev.laminar.internal.checkpoint.StateFileWriter.Written;
import dev.laminar.spi.Storage;
import dev.laminar.testing.FaultyStorage;
import dev.laminar.testing.StorageFaults;
import dev.laminar.testing.StorageFaults.CrashedException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A job with two operators of two tables each, as plain maps, that keeps itself in a store like the
 * engine does. One process at a time; when it crashes another begins.
 */
final class StoreLife {

  private static final int GROUPS = 8;
  private static final List<String> OPERATORS = List.of("sums", "join");
  private static final List<String> TABLES = List.of("left", "right");

  /** Where a row is. */
  private record Place(String operator, String table, int group, long key)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Storage storage;
  private final Random random;
  private final BufferAllocator allocator;
  private final double faultShare;

  /** What each epoch that has been tried would be. */
  private final Map<Long, TreeMap<Place, Long>> tried = new HashMap<>();

  /** Epochs that were acknowledged, and those that may not be gone back behind. */
  private long newestCertain;

  private final Set<Long> replayed = new HashSet<>();
  private int made;

  // The process.
  private @Nullable CheckpointStore store;
  private StorageFaults faults;
  private long run;
  private long epoch;
  private boolean whole;
  private List<OperatorState> operators = List.of();
  private Map<String, StateFile> files = new HashMap<>();
  private TreeMap<Place, Long> rows = new TreeMap<>();
  private Set<Place> changed = new HashSet<>();

  StoreLife(Storage storage, Random random, BufferAllocator allocator, double faultShare) {
    this.storage = storage;
    this.random = random;
    this.allocator = allocator;
    this.faultShare = faultShare;
    this.faults = StorageFaults.of(random);
  }

  int epochsMade() {
    return made;
  }

  void step() throws IOException {
    try {
      if (store == null) {
        begin();
        return;
      }
      switch (random.nextInt(12)) {
        case 0 -> crash();
        case 1 -> store.prune(1 + random.nextInt(3), Set.of());
        case 2 -> {
          faults.crashAt(faults.operations() + random.nextInt(30));
          checkpoint();
        }
        default -> checkpoint();
      }
    } catch (CrashedException e) {
      crash();
    } catch (StorageFaults.InjectedException e) {
      if (run == 0) {
        crash(); // the beginning failed
      }
    }
  }

  private void crash() {
    store = null;
    run = 0;
  }

  private void begin() throws IOException {
    faults = StorageFaults.of(random);
    if (random.nextInt(3) > 0) {
      faults.failBefore(faultShare).failAfter(faultShare).tear(faultShare);
    }
    if (random.nextInt(6) == 0) {
      faults.crashAt(random.nextInt(20));
    }
    store = CheckpointStore.open(FaultyStorage.of(storage, faults), Clock.systemUTC(), random);
    long claimed = store.beginRun();
    Optional<Manifest> latest = store.latest(Set.of(), warning -> {});
    long base = latest.map(Manifest::epoch).orElse(0L);
    assertThat(base).as("nothing acknowledged is lost").isGreaterThanOrEqualTo(newestCertain);
    store.goOnFrom(base);
    newestCertain = base;
    operators = latest.map(Manifest::operators).orElse(List.of());
    files = new HashMap<>();
    latest.ifPresent(m -> m.files().forEach(file -> files.put(file.name(), file)));
    rows = new TreeMap<>(base == 0 ? Map.of() : tried.get(base));
    changed = new HashSet<>();
    epoch = Math.max(base, store.epochs().stream().mapToLong(e -> e).max().orElse(0)) + 1;
    whole = random.nextBoolean();
    store.sweep();
    run = claimed;
  }

  private void mutate() {
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      Place place =
          new Place(
              OPERATORS.get(random.nextInt(2)),
              TABLES.get(random.nextInt(2)),
              random.nextInt(GROUPS),
              random.nextInt(10));
      if (random.nextInt(3) == 0) {
        rows.remove(place);
      } else {
        rows.put(place, random.nextLong());
      }
      changed.add(place);
    }
    if (random.nextInt(10) == 0) {
      String gone = TABLES.get(random.nextInt(2));
      List<Place> all = rows.keySet().stream().filter(p -> p.table().equals(gone)).toList();
      all.forEach(rows::remove);
      changed.addAll(all);
    }
  }

  private void checkpoint() throws IOException {
    mutate();
    long number = epoch++;
    Set<Place> frozen = changed;
    changed = new HashSet<>();
    tried.put(number, new TreeMap<>(rows));
    boolean done = false;
    try {
      Manifest manifest = write(number, frozen);
      faults.where((operation, name) -> true);
      storeOf().commit(manifest);
      done = true;
      made++;
      newestCertain = number;
      operators = manifest.operators();
      whole = false;
    } finally {
      whole |= !done;
    }
    if (random.nextBoolean()) {
      storeOf().prune(1 + random.nextInt(3), Set.of());
    }
  }

  private CheckpointStore storeOf() {
    if (store == null) {
      throw new IllegalStateException("no process");
    }
    return store;
  }

  private Manifest write(long number, Set<Place> frozen) throws IOException {
    List<Share> shares = new ArrayList<>();
    int first = 0;
    for (int task = 0; first < GROUPS; task++) {
      int end = first + 1 + random.nextInt(GROUPS - first);
      writeTask(number, task, first, end, frozen, shares);
      first = end;
    }
    List<OperatorState> next = Chains.next(operators, shares);
    return new Manifest(
        number,
        random.nextInt(8) == 0 ? Optional.of("savepoint") : Optional.empty(),
        run,
        number,
        Clock.systemUTC().instant(),
        Clock.systemUTC().instant(),
        1,
        GROUPS,
        false,
        Chains.files(next, files.values()),
        next,
        Map.of());
  }

  private void writeTask(
      long number, int task, int first, int end, Set<Place> frozen, List<Share> shares)
      throws IOException {
    try (StateFileWriter writer = storeOf().create(number, run, "task " + task)) {
      Map<String, List<TablePart>> parts = new HashMap<>();
      for (String operator : OPERATORS) {
        List<TablePart> ofOperator = new ArrayList<>();
        parts.put(operator, ofOperator);
        for (String table : TABLES) {
          boolean changes = !whole && changesOnly(operator, table, first, end);
          writeTable(writer, operator, table, first, end, changes ? frozen : null);
          ofOperator.add(new TablePart(table, !changes, 0, 0));
        }
      }
      Written written = writer.complete();
      files.put(written.file().name(), written.file());
      for (String operator : OPERATORS) {
        shares.add(
            new Share(
                operator,
                operator,
                written.file().name(),
                first,
                end,
                parts.get(operator).stream().map(part -> sized(part, operator, written)).toList(),
                Map.of()));
      }
    }
  }

  private boolean changesOnly(String operator, String table, int first, int end) {
    return operators.stream()
        .filter(state -> state.id().equals(operator))
        .anyMatch(state -> Chains.changesOnly(state, table, first, end));
  }

  private static TablePart sized(TablePart part, String operator, Written written) {
    for (TableSize size : written.tables(operator)) {
      if (size.table().equals(part.table())) {
        return new TablePart(part.table(), part.whole(), size.rows(), size.bytes());
      }
    }
    return part;
  }

  private void writeTable(
      StateFileWriter writer,
      String operator,
      String table,
      int first,
      int end,
      @Nullable Set<Place> frozen)
      throws IOException {
    for (int group = first; group < end; group++) {
      Set<Place> places = new TreeSet<>();
      int g = group;
      (frozen == null ? rows.keySet() : frozen)
          .stream()
              .filter(p -> p.operator().equals(operator) && p.table().equals(table))
              .filter(p -> p.group() == g)
              .forEach(places::add);
      put(writer, operator, table, group, places.stream().filter(rows::containsKey).toList());
      List<Place> gone = places.stream().filter(place -> !rows.containsKey(place)).toList();
      writer.add(operator, table, group, true, batch(gone, List.of(DataType.BIGINT)));
    }
  }

  private void put(
      StateFileWriter writer, String operator, String table, int group, List<Place> places)
      throws IOException {
    List<DataType> types = List.of(DataType.BIGINT, DataType.BIGINT);
    int half = places.size() / 2;
    writer.add(operator, table, group, false, batch(places.subList(0, half), types));
    writer.add(operator, table, group, false, batch(places.subList(half, places.size()), types));
  }

  private Batch batch(List<Place> places, List<DataType> types) {
    try (BatchBuilder builder = new BatchBuilder(allocator, types)) {
      places.forEach(place -> builder.add(place.key(), rows.get(place)));
      return builder.build();
    }
  }

  /** Every manifest that is there can be read and is the epoch that it stands for. */
  void checkEveryEpoch() throws IOException {
    Optional<CheckpointStore> found = CheckpointStore.find(storage, Clock.systemUTC());
    if (found.isEmpty()) {
      return;
    }
    for (EpochInfo info : found.get().verify()) {
      assertThat(info.defect()).as("epoch %d", info.epoch()).isEmpty();
      if (!replayed.add(info.epoch())) {
        continue; // its checksums have just been verified: it is what it was
      }
      Manifest manifest = found.get().read(info.epoch());
      try (StateReader reader = new StateReader(storage, manifest)) {
        assertThat(replay(reader)).isEqualTo(tried.get(info.epoch()));
      }
    }
  }

  private TreeMap<Place, Long> replay(StateReader reader) throws IOException {
    TreeMap<Place, Long> replayed = new TreeMap<>();
    for (String operator : OPERATORS) {
      int first = 0;
      while (first < GROUPS) {
        int end = first + 1 + random.nextInt(GROUPS - first);
        if (random.nextBoolean()) {
          apply(operator, reader.read(operator, first, end, allocator), replayed);
        } else {
          try (GroupReader groups = reader.groups(operator, first, end, allocator)) {
            while (groups.hasNext()) {
              int group = groups.keyGroup();
              List<Block> blocks = groups.next();
              assertThat(blocks).allMatch(block -> block.keyGroup() == group);
              apply(operator, blocks, replayed);
            }
          }
        }
        first = end;
      }
    }
    return replayed;
  }

  private static void apply(String operator, List<Block> blocks, TreeMap<Place, Long> replayed) {
    for (Block block : blocks) {
      try (block) {
        for (int row = 0; row < block.rows().rows(); row++) {
          List<@Nullable Object> values = block.rows().row(row);
          Place place = new Place(operator, block.table(), block.keyGroup(), (Long) values.get(0));
          if (block.removed()) {
            replayed.remove(place);
          } else {
            replayed.put(place, (Long) values.get(1));
          }
        }
      }
    }
  }
}
