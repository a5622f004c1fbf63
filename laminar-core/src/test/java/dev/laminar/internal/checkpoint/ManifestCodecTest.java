package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.internal.checkpoint.Manifest.OperatorState;
import dev.laminar.internal.checkpoint.Manifest.Segment;
import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.spi.SinkCommitter.Committable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestCodecTest {

  private static Manifest manifest(byte[] value) {
    return new Manifest(
        12,
        Optional.of("before \"the\" change"),
        3,
        4_000_000_000L,
        Instant.parse("2026-01-02T03:04:05.678901Z"),
        Instant.parse("2026-01-02T03:04:06Z"),
        2,
        128,
        false,
        List.of(new StateFile("state/x-3-0", 12, 1L << 40, 0xdeadbeef)),
        List.of(
            new OperatorState(
                "id",
                "join – left",
                List.of(
                    new Segment(
                        "state/x-3-0", 0, 64, List.of(new TablePart("left", true, 5, 1L << 33)))),
                Map.of("positions", List.of(value, new byte[0]))),
            new OperatorState("none", "empty", List.of(), Map.of())),
        Map.of("sink", List.of(new Committable(12, 1, "file-1\n"), new Committable(11, 0, ""))));
  }

  @Test
  void manifest_isReadAsItWasWritten_andIsText() throws CorruptStateException {
    Manifest manifest = manifest(new byte[] {1, -2, 3});
    byte[] bytes = ManifestCodec.write(manifest);
    Manifest read = ManifestCodec.read("epochs/12", bytes);
    assertThat(read).usingRecursiveComparison().isEqualTo(manifest);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .startsWith("{\n  \"format\" : 1,\n  \"epoch\" : 12,\n")
        .contains("\"finished\" : \"2026-01-02T03:04:06Z\"")
        .endsWith("\"\n}\n");
  }

  @Test
  void valueOfManyMegabytes_isRead() throws CorruptStateException {
    byte[] large = new byte[24 << 20];
    Manifest read = ManifestCodec.read("epochs/12", ManifestCodec.write(manifest(large)));
    assertThat(read.operators().getFirst().values().get("positions").getFirst()).isEqualTo(large);
  }

  @Test
  void anyBitFlipped_isFound() {
    byte[] whole = ManifestCodec.write(manifest(new byte[] {1}));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertThatThrownBy(() -> ManifestCodec.read("epochs/12", damaged))
          .as("bit %d", bit)
          .isInstanceOf(CorruptStateException.class)
          .hasMessageStartingWith("epochs/12, at byte");
    }
  }

  @Test
  void anyLengthCutOff_isFound() {
    byte[] whole = ManifestCodec.write(manifest(new byte[] {1}));
    for (int length = 0; length < whole.length; length++) {
      byte[] damaged = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ManifestCodec.read("epochs/12", damaged))
          .isInstanceOf(CorruptStateException.class);
    }
  }

  @Test
  void newerFormat_isToldApartFromDamage() {
    byte[] newer = SealedJson.seal("{\n  \"format\" : 2\n}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ManifestCodec.read("epochs/12", newer))
        .hasMessageContaining("format version 2")
        .hasMessageContaining("later version");
  }

  @Test
  void fieldThatIsMissing_isNamed() {
    byte[] lacking = SealedJson.seal("{\n  \"format\" : 1\n}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ManifestCodec.read("epochs/12", lacking))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageContaining("expected a field 'files'");
  }
}
