package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.internal.checkpoint.Chains.Share;
import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainsTest {

  private static final int GROUPS = 12;

  private static TablePart whole(String table, long rows, long bytes) {
    return new TablePart(table, true, rows, bytes);
  }

  private static TablePart changes(String table, long rows, long bytes) {
    return new TablePart(table, false, rows, bytes);
  }

  private static Share share(String file, int first, int end, TablePart... parts) {
    return new Share("op", "operator", file, first, end, List.of(parts), Map.of());
  }

  private static OperatorState after(Share... shares) {
    List<OperatorState> state = List.of();
    for (Share share : shares) {
      state = Chains.next(state, List.of(share));
    }
    return state.getFirst();
  }

  @Test
  void changes_followTheWholeTable() {
    OperatorState state =
        after(share("f1", 0, 8, whole("t", 9, 90)), share("f2", 0, 8, changes("t", 1, 10)));
    assertThat(state.segments())
        .containsExactly(
            new Segment("f1", 0, 8, List.of(whole("t", 9, 90))),
            new Segment("f2", 0, 8, List.of(changes("t", 1, 10))));
  }

  @Test
  void wholeTable_takesThePlaceOfAllBefore() {
    OperatorState state =
        after(
            share("f1", 0, 8, whole("t", 9, 90), whole("u", 1, 1)),
            share("f2", 0, 8, changes("t", 1, 10), changes("u", 1, 1)),
            share("f3", 0, 8, whole("t", 5, 50), changes("u", 0, 0)));
    assertThat(state.segments())
        .containsExactly(
            new Segment("f1", 0, 8, List.of(whole("u", 1, 1))),
            new Segment("f2", 0, 8, List.of(changes("u", 1, 1))),
            new Segment("f3", 0, 8, List.of(whole("t", 5, 50))));
  }

  @Test
  void wholeTableOfSomeGroups_hidesOnlyThese() {
    OperatorState state =
        after(share("f1", 0, 8, whole("t", 9, 90)), share("f2", 0, 4, whole("t", 1, 10)));
    assertThat(state.segments()).hasSize(2);
    assertThat(after(share("f1", 2, 4, whole("t", 9, 90)), share("f2", 0, 8, whole("t", 1, 1))))
        .extracting(OperatorState::segments)
        .isEqualTo(List.of(new Segment("f2", 0, 8, List.of(whole("t", 1, 1)))));
  }

  @Test
  void tableThatIsNotNamed_isEmptyFromNowOn() {
    OperatorState state = after(share("f1", 0, 8, whole("t", 9, 90)), share("f2", 0, 8));
    assertThat(state.segments()).isEmpty();
    OperatorState half = after(share("f1", 0, 8, whole("t", 9, 90)), share("f2", 0, 4));
    assertThat(half.segments())
        .containsExactly(
            new Segment("f1", 0, 8, List.of(whole("t", 9, 90))),
            new Segment("f2", 0, 4, List.of(whole("t", 0, 0))));
  }

  @Test
  void operatorWithoutShares_isGone_andOneThatOwnsNothingStays() {
    List<OperatorState> before =
        Chains.next(List.of(), List.of(share("f1", 0, 8, whole("t", 1, 1))));
    assertThat(Chains.next(before, List.of())).isEmpty();
    assertThat(Chains.next(before, List.of(share("", 0, 0))).getFirst().segments())
        .isEqualTo(before.getFirst().segments());
  }

  @Test
  void values_areThoseOfThisEpochAlone_ofEachInstance() {
    Map<String, byte[]> one = Map.of("v", new byte[] {1});
    Map<String, byte[]> two = Map.of("v", new byte[] {2});
    List<OperatorState> first =
        Chains.next(
            List.of(),
            List.of(
                new Share("op", "o", "f", 0, 4, List.of(), one),
                new Share("op", "o", "f", 4, 8, List.of(), two)));
    assertThat(first.getFirst().values().get("v")).containsExactly(one.get("v"), two.get("v"));
    List<OperatorState> second =
        Chains.next(first, List.of(new Share("op", "o", "f", 0, 8, List.of(), two)));
    assertThat(second.getFirst().values().get("v")).containsExactly(two.get("v"));
  }

  @Test
  void changesAreEnough_untilTheyComeToTheTableItself() {
    long size = 1 << 20;
    OperatorState whole = after(share("f1", 0, 8, whole("t", 9, size)));
    assertThat(Chains.changesOnly(whole, "t", 0, 8)).isTrue();
    assertThat(Chains.changesOnly(whole, "t", 0, 9)).as("group 8 has no base").isFalse();
    assertThat(Chains.changesOnly(whole, "u", 0, 8)).isFalse();
    OperatorState many =
        after(share("f1", 0, 8, whole("t", 9, size)), share("f2", 0, 8, changes("t", 9, size)));
    assertThat(Chains.changesOnly(many, "t", 0, 8)).isFalse();
    OperatorState few =
        after(share("f1", 0, 8, whole("t", 9, size)), share("f2", 0, 8, changes("t", 9, size - 1)));
    assertThat(Chains.changesOnly(few, "t", 0, 8)).isTrue();
    assertThat(Chains.changesOnly(few, "t", 0, 4)).isTrue();
    OperatorState small =
        after(share("f1", 0, 8, whole("t", 9, 10)), share("f2", 0, 8, changes("t", 9, 60_000)));
    assertThat(Chains.changesOnly(small, "t", 0, 8)).as("few bytes").isTrue();
  }

  @Test
  void chain_isNeverLongerThanSomany_inAnyKeyGroup() {
    List<OperatorState> state = Chains.next(List.of(), List.of(share("f", 0, 8, whole("t", 1, 1))));
    int epochs = 1;
    while (Chains.changesOnly(state.getFirst(), "t", 0, 8)) {
      state =
          Chains.next(
              state,
              List.of(share("f", 0, 4, changes("t", 1, 1)), share("g", 4, 8, changes("t", 1, 1))));
      epochs++;
    }
    assertThat(epochs).isEqualTo(Chains.MOST_PARTS);
  }

  @Test
  void files_areThoseWithRows_andMustBeThere() {
    OperatorState state =
        after(
            share("f1", 0, 8, whole("t", 9, 90)),
            share("gone", 0, 4, whole("t", 0, 0)),
            share("f2", 0, 8, changes("t", 1, 1)));
    List<StateFile> available =
        List.of(new StateFile("f2", 2, 1, 0), new StateFile("f1", 1, 1, 0), file("other"));
    assertThat(Chains.files(List.of(state), available))
        .extracting(StateFile::name)
        .containsExactly("f1", "f2");
    assertThatThrownBy(() -> Chains.files(List.of(state), List.of(file("f1"))))
        .hasMessageContaining("f2");
  }

  private static StateFile file(String name) {
    return new StateFile(name, 1, 1, 0);
  }

  /** One task's part of one epoch, by key group: files in the order in which they are replayed. */
  private static List<String> naive(List<List<Share>> history, int group, String table) {
    List<String> replayed = new ArrayList<>();
    for (List<Share> shares : history) {
      for (Share share : shares) {
        if (group < share.firstGroup() || group >= share.endGroup()) {
          continue;
        }
        TablePart part =
            share.tables().stream().filter(p -> p.table().equals(table)).findFirst().orElse(null);
        if (part == null || part.whole()) {
          replayed.clear();
        }
        if (part != null && part.rows() > 0) {
          replayed.add(share.file());
        }
      }
    }
    return replayed;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyHistory_replaysWhatTheWholeHistoryWould(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      List<List<Share>> history = new ArrayList<>();
      List<OperatorState> state = List.of();
      for (int epoch = 0; epoch < 12; epoch++) {
        List<Share> shares = shares(random, epoch);
        history.add(shares);
        state = Chains.next(state, shares);
        check(history, state.getFirst());
      }
    }
  }

  private static List<Share> shares(Random random, int epoch) {
    List<Share> shares = new ArrayList<>();
    int first = random.nextInt(6) == 0 ? random.nextInt(GROUPS) : 0;
    while (first < GROUPS) {
      int end = first + 1 + random.nextInt(GROUPS - first);
      List<TablePart> parts = new ArrayList<>();
      for (String table : List.of("t", "u", "v")) {
        int rows = random.nextInt(3);
        switch (random.nextInt(4)) {
          case 0 -> parts.add(whole(table, rows, rows * 10));
          case 1, 2 -> parts.add(changes(table, rows, rows * 10));
          default -> {}
        }
      }
      shares.add(share("f" + epoch + "-" + first, first, end, parts.toArray(TablePart[]::new)));
      first = end;
    }
    return shares.isEmpty() ? List.of(share("", 0, 0)) : shares;
  }

  private static void check(List<List<Share>> history, OperatorState state) {
    Replay replay = new Replay(state.segments(), 0, GROUPS);
    for (int group = 0; group < GROUPS; group++) {
      for (String table : List.of("t", "u", "v")) {
        List<String> replayed = new ArrayList<>();
        for (int i = 0; i < state.segments().size(); i++) {
          Segment segment = state.segments().get(i);
          TablePart part = Chains.part(segment, table);
          if (replay.wants(i, table, group) && part != null && part.rows() > 0) {
            assertThat(replay.needs(i)).isTrue();
            replayed.add(segment.file());
          }
        }
        assertThat(replayed).isEqualTo(naive(history, group, table));
      }
    }
  }
}
