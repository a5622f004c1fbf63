package dev.laminar.connector.s3;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.net.URI;
import java.util.Optional;

/** What may be said about access to S3. */
record S3Options(
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<Keys> keys,
    Optional<String> profile) {

  static final OptionSchema SCHEMA =
      OptionSchema.builder()
          .optional(
              "endpoint",
              OptionSchema.Type.TEXT,
              "Where it is if not at AWS, such as http://localhost:9000; it must honour"
                  + " If-None-Match")
          .optional(
              "region",
              OptionSchema.Type.TEXT,
              "The bucket's region; without it that of the environment or profile, and us-east-1"
                  + " where an endpoint is given")
          .optional(
              "path_style",
              OptionSchema.Type.BOOLEAN,
              "Whether the bucket stands in the path, not in the host's name; by default it does"
                  + " where an endpoint is given")
          .optional(
              "access_key_id",
              OptionSchema.Type.TEXT,
              "With secret_access_key; without them credentials come from the environment, from"
                  + " ~/.aws or from the machine's or pod's role")
          .secret("secret_access_key", "The secret that belongs to access_key_id")
          .secret("session_token", "If the keys are temporary ones")
          .optional(
              "profile",
              OptionSchema.Type.TEXT,
              "The profile in ~/.aws whose credentials and region hold")
          .build();

  /** Keys that were given as options. */
  record Keys(String id, String secret, Optional<String> token) {
    @Override
    public String toString() {
      return id;
    }
  }

  static S3Options of(Options options) {
    Optional<URI> endpoint = options.find("endpoint").map(S3Options::endpoint);
    Optional<Keys> keys = keys(options);
    Optional<String> profile = options.find("profile");
    if (keys.isPresent() && profile.isPresent()) {
      throw invalid("give either 'profile' or 'access_key_id', not both");
    }
    return new S3Options(
        endpoint,
        options.find("region"),
        options.flag("path_style", endpoint.isPresent()),
        keys,
        profile);
  }

  private static URI endpoint(String text) {
    URI endpoint;
    try {
      endpoint = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw invalid("'endpoint' is no URI: '" + text + "'");
    }
    String scheme = endpoint.getScheme();
    if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw invalid(
          "'endpoint' should be such as https://host or http://localhost:9000, it is '"
              + text
              + "'");
    }
    return endpoint;
  }

  private static Optional<Keys> keys(Options options) {
    Optional<String> id = options.find("access_key_id");
    Optional<String> secret = options.find("secret_access_key");
    Optional<String> token = options.find("session_token");
    if (id.isPresent() != secret.isPresent() || (token.isPresent() && id.isEmpty())) {
      throw invalid("'access_key_id', 'secret_access_key' and 'session_token' go together");
    }
    return id.map(key -> new Keys(key, secret.orElseThrow(), token));
  }

  private static LaminarException invalid(String message) {
    return new LaminarException(ErrorCode.INVALID_OPTION, message);
  }

  /** For messages. */
  String describeEndpoint() {
    return endpoint
        .map(URI::toString)
        .orElseGet(() -> "AWS" + region.map(name -> ", region " + name).orElse(""));
  }
}
