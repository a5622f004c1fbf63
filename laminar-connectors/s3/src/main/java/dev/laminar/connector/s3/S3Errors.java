package dev.laminar.connector.s3;

import dev.laminar.spi.BucketLocation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong, with what object, and what to do. Immutable. */
record S3Errors(BucketLocation bucket, String endpoint) {

  /**
   * @param act what was tried, as a verb
   * @param name the object's name, or the beginning of names
   */
  IOException of(SdkException e, String act, String name) {
    String object = bucket.describe(name);
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return because(new InterruptedIOException("interrupted: " + act + " '" + object + "'"), e);
    }
    if (e instanceof AwsServiceException answer) {
      return of(answer, act, object);
    }
    Throwable network = network(e);
    if (network != null) {
      return new IOException(
          "cannot %s '%s': no connection to S3 at %s (%s); check the option 'endpoint' and the network"
              .formatted(act, object, endpoint, describe(network)),
          e);
    }
    String message = describe(e);
    if (message.toLowerCase(Locale.ROOT).contains("credentials")) {
      return new IOException(
          "cannot %s '%s': no credentials; give the options access_key_id and secret_access_key or"
                  .formatted(act, object)
              + " profile, or set them in the environment or in ~/.aws ("
              + message
              + ")",
          e);
    }
    if (message.toLowerCase(Locale.ROOT).contains("unable to load region")) {
      return new IOException(
          "cannot %s '%s': no region; give the option region".formatted(act, object), e);
    }
    return new IOException("cannot %s '%s': %s".formatted(act, object, message), e);
  }

  private IOException of(AwsServiceException e, String act, String object) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String said = "HTTP " + e.statusCode() + ", " + e.getMessage();
    if ("NoSuchBucket".equals(code)) {
      return new IOException(
          "cannot %s '%s': there is no bucket '%s' at %s; make it first"
              .formatted(act, object, bucket.bucket(), endpoint),
          e);
    }
    return switch (e.statusCode()) {
      case 404 -> because(new NoSuchFileException(object, null, "no such object"), e);
      case 401, 403 ->
          because(
              new AccessDeniedException(
                  object,
                  null,
                  "S3 at %s does not allow to %s it; check the credentials and their rights: s3:ListBucket on the bucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on its objects (%s)"
                      .formatted(endpoint, act, said)),
              e);
      case 301, 307 ->
          new IOException(
              "cannot %s '%s': the bucket is in another region; give the option region (%s)"
                  .formatted(act, object, said),
              e);
      default -> new IOException("cannot %s '%s': %s".formatted(act, object, said), e);
    };
  }

  private static <E extends IOException> E because(E error, Throwable cause) {
    error.initCause(cause);
    return error;
  }

  private static @Nullable Throwable network(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException) {
        return cause;
      }
    }
    return null;
  }

  private static String describe(Throwable e) {
    String kind = e.getClass().getSimpleName();
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }
}
