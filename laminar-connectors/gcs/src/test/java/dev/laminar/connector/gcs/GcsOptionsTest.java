package dev.laminar.connector.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.spi.Options;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GcsOptionsTest {

  private static GcsOptions read(Map<String, String> options) {
    return GcsOptions.of(Options.of(options));
  }

  @Test
  void googleIsTheDefault() {
    assertThat(read(Map.of()).endpoint()).isEqualTo("https://storage.googleapis.com");
    assertThat(read(Map.of("endpoint", "http://localhost:4443/")).endpoint())
        .isEqualTo("http://localhost:4443");
  }

  @Test
  void endpointThatIsNone_isRefused() {
    for (String endpoint : new String[] {"localhost:4443", "http://", "http://a/b", "ftp://a"}) {
      assertThatThrownBy(() -> read(Map.of("endpoint", endpoint)))
          .as(endpoint)
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("endpoint");
    }
  }

  @Test
  void credentialsAndAnonymous_areRefused() {
    assertThatThrownBy(() -> read(Map.of("credentials_file", "a", "anonymous", "true")))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("not both");
  }

  @Test
  void project_isSentWithEachRequest() throws Exception {
    GcsAccess access = new GcsAccess(Optional.empty(), Optional.of("payer"));
    assertThat(access.headers(URI.create("http://localhost")))
        .isEqualTo(Map.of("x-goog-user-project", "payer"));
  }
}
