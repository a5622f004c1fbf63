package dev.laminar.connector.gcs;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says who asks: the headers that each request bears. Any thread; fetching a token may block. */
final class GcsAccess {

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  private final Optional<Credentials> credentials;
  private final Optional<String> project;

  GcsAccess(Optional<Credentials> credentials, Optional<String> project) {
    this.credentials = credentials;
    this.project = project;
  }

  static GcsAccess of(GcsOptions options) throws IOException {
    if (options.anonymous()) {
      return new GcsAccess(Optional.empty(), options.project());
    }
    GoogleCredentials credentials;
    try {
      credentials =
          options.credentials().isPresent()
              ? read(options.credentials().orElseThrow())
              : GoogleCredentials.getApplicationDefault();
    } catch (IOException e) {
      throw noCredentials(e);
    }
    return new GcsAccess(Optional.of(credentials.createScoped(SCOPE)), options.project());
  }

  private static GoogleCredentials read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return GoogleCredentials.fromStream(stream);
    }
  }

  private static IOException noCredentials(IOException e) {
    return new IOException(
        "no credentials for Google Cloud Storage; give the option credentials_file, set"
            + " GOOGLE_APPLICATION_CREDENTIALS or run gcloud auth application-default login ("
            + e
            + ")",
        e);
  }

  Map<String, String> headers(URI uri) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (credentials.isPresent()) {
      try {
        credentials
            .get()
            .getRequestMetadata(uri)
            .forEach((name, values) -> headers.put(name, String.join(",", values)));
      } catch (IOException e) {
        throw noCredentials(e);
      }
    }
    project.ifPresent(name -> headers.put("x-goog-user-project", name));
    return headers;
  }

  /** Gets a new token, because the last one was refused. */
  void refresh() throws IOException {
    if (credentials.isPresent()) {
      credentials.get().refresh();
    }
  }
}
