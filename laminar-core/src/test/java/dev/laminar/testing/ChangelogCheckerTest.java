package dev.laminar.testing;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangelogCheckerTest {

  @Test
  void rows_areTheSum() {
    ChangelogChecker checker = ChangelogChecker.strict();
    checker.accept(insert("a", 1)).accept(insert("b", 2)).accept(insert("b", 2)).tick();
    checker.accept(retract("a", 1)).accept(retract("b", 2)).accept(insert("c", null)).tick();
    assertThat(checker.rows()).isEqualTo(List.of(insert("b", 2).row(), insert("c", null).row()));
  }

  @Test
  void retractOfWhatIsNotThere_failsAtOnceIfStrict() {
    ChangelogChecker checker = ChangelogChecker.strict().accept(insert("a"));
    assertThatThrownBy(() -> checker.accept(retract("b")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("- [b]");
  }

  @Test
  void retractBeforeItsInsert_isFineAtTicks() {
    ChangelogChecker checker = ChangelogChecker.atTicks();
    checker.accept(retract("a")).accept(insert("a")).tick().accept(retract("a"));
    assertThatThrownBy(checker::tick)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("at tick 2");
  }

  @Test
  void insertAndRetractOfOneRow_areNoNetChanges() {
    ChangelogChecker checker = ChangelogChecker.strict().accept(insert("a")).expectNetChanges();
    checker.tick().accept(retract("a")).accept(insert("b")).expectNetChanges();
    checker.accept(retract("b"));
    assertThatThrownBy(checker::expectNetChanges)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected 1 net changes");
  }

  @Test
  void insertBeforeRetract_isTheWrongOrder() {
    ChangelogChecker checker = ChangelogChecker.strict().accept(insert("a")).tick();
    checker.accept(insert("b")).accept(retract("a"));
    assertThatThrownBy(checker::expectNetChanges).hasMessageContaining("retracts before inserts");
  }
}
