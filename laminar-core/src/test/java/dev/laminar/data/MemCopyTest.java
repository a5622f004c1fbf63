package dev.laminar.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class MemCopyTest {

  @Test
  void copy_writesTheseBytesAndNoOthers_whateverTheLength() {
    try (BufferAllocator allocator = new RootAllocator();
        ArrowBuf from = allocator.buffer(256);
        ArrowBuf to = allocator.buffer(256)) {
      for (int length = 0; length <= 130; length++) {
        for (int i = 0; i < 256; i++) {
          from.setByte(i, i * 7 + 1);
          to.setByte(i, 0);
        }
        Mem.copy(from.memoryAddress() + 3, to.memoryAddress() + 16, length);
        byte[] expected = new byte[256];
        for (int i = 0; i < length; i++) {
          expected[16 + i] = (byte) ((i + 3) * 7 + 1);
        }
        assertThat(Arrays.equals(Mem.bytes(to.memoryAddress(), 256), expected))
            .as("length %d", length)
            .isTrue();
      }
    }
  }
}
