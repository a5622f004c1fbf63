package dev.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.storage.MemoryStorage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StorageContractTest {

  @ParameterizedTest
  @MethodSource("dev.laminar.testing.StorageContract#clauses")
  void faultyStorageWithoutFaults_keepsTheContract(StorageContract.Clause clause) throws Exception {
    MemoryStorage memory = new MemoryStorage();
    clause.check(() -> FaultyStorage.of(memory, StorageFaults.of(new Random(1))));
  }

  @ParameterizedTest
  @EnumSource
  void breach_isFound(BrokenStorage.Breach breach) {
    assertThat(StorageContract.clauses()).as("clauses").anyMatch(clause -> finds(clause, breach));
  }

  private static boolean finds(StorageContract.Clause clause, BrokenStorage.Breach breach) {
    MemoryStorage memory = new MemoryStorage();
    try {
      clause.check(() -> new BrokenStorage(memory, breach));
      return false;
    } catch (AssertionError | Exception e) {
      return true;
    }
  }
}
