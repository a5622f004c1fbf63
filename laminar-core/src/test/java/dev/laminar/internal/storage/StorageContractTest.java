package dev.laminar.internal.storage;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The storages of the core keep the contract. */
class StorageContractTest {

  @ParameterizedTest
  @MethodSource("dev.laminar.testing.StorageContract#clauses")
  void directory_keepsTheContract(StorageContract.Clause clause, @TempDir Path directory)
      throws Exception {
    clause.check(() -> FileStorage.open(directory));
  }

  @ParameterizedTest
  @MethodSource("dev.laminar.testing.StorageContract#clauses")
  void memory_keepsTheContract(StorageContract.Clause clause) throws Exception {
    Storage storage = new MemoryStorage();
    clause.check(() -> storage);
  }
}
