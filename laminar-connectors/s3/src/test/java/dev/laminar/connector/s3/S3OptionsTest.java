package dev.laminar.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3OptionsTest {

  private static S3Options read(Map<String, String> options) {
    return S3Options.of(Options.of(options));
  }

  @Test
  void pathStyle_goesWithAnEndpoint() {
    assertThat(read(Map.of()).pathStyle()).isFalse();
    assertThat(read(Map.of("endpoint", "http://localhost:9000")).pathStyle()).isTrue();
    assertThat(read(Map.of("endpoint", "http://localhost:9000", "path_style", "false")).pathStyle())
        .isFalse();
    assertThat(read(Map.of("path_style", "true")).pathStyle()).isTrue();
  }

  @Test
  void halfOfTheKeys_isRefused() {
    for (String name : new String[] {"access_key_id", "secret_access_key", "session_token"}) {
      assertThatThrownBy(() -> read(Map.of(name, "x")))
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("go together");
    }
  }

  @Test
  void keysAndProfile_areRefused() {
    assertThatThrownBy(
            () -> read(Map.of("access_key_id", "a", "secret_access_key", "b", "profile", "c")))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("not both");
  }

  @Test
  void endpointWithoutAScheme_isRefused() {
    for (String endpoint : new String[] {"localhost:9000", "ftp://a", "http://", "a b"}) {
      assertThatThrownBy(() -> read(Map.of("endpoint", endpoint)))
          .as(endpoint)
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("endpoint");
    }
  }

  @Test
  void secrets_areNotShown() {
    S3Options options =
        read(Map.of("access_key_id", "id", "secret_access_key", "s3cr3t", "session_token", "t0k"));
    assertThat(options.toString()).doesNotContain("s3cr3t").doesNotContain("t0k");
    assertThat(S3Options.SCHEMA.options())
        .filteredOn(OptionSchema.Option::secret)
        .extracting(OptionSchema.Option::name)
        .containsExactly("secret_access_key", "session_token");
  }
}
