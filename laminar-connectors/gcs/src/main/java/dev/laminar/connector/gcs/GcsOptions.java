package dev.laminar.connector.gcs;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What may be said about access to Google Cloud Storage.
 *
 * @param endpoint without a slash at its end
 */
record GcsOptions(
    String endpoint, Optional<String> project, Optional<Path> credentials, boolean anonymous) {

  private static final String GOOGLE = "https://storage.googleapis.com";

  static final OptionSchema SCHEMA =
      OptionSchema.builder()
          .optional(
              "endpoint",
              OptionSchema.Type.TEXT,
              GOOGLE,
              "Where it is, if not at Google's public address")
          .optional(
              "project",
              OptionSchema.Type.TEXT,
              "The project that pays for requests, if not the bucket's own")
          .optional(
              "credentials_file",
              OptionSchema.Type.TEXT,
              "A JSON file of credentials; without it the application default ones are used: those"
                  + " of GOOGLE_APPLICATION_CREDENTIALS, of gcloud, of the machine or pod")
          .optional(
              "anonymous",
              OptionSchema.Type.BOOLEAN,
              "false",
              "Send no credentials, as emulators want it")
          .build();

  static GcsOptions of(Options options) {
    Optional<Path> credentials = options.find("credentials_file").map(Path::of);
    boolean anonymous = options.flag("anonymous", false);
    if (anonymous && credentials.isPresent()) {
      throw invalid("give either 'credentials_file' or 'anonymous', not both");
    }
    return new GcsOptions(
        endpoint(options.text("endpoint", GOOGLE)),
        options.find("project"),
        credentials,
        anonymous);
  }

  private static String endpoint(String text) {
    if (!text.matches("https?://[^/?#\\s]+/?")) {
      throw invalid(
          "'endpoint' should be such as https://host or http://localhost:4443, it is '"
              + text
              + "'");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static LaminarException invalid(String message) {
    return new LaminarException(ErrorCode.INVALID_OPTION, message);
  }
}
