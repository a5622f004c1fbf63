package dev.laminar.connector.gcs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests, again if the connection breaks or the server asks for patience. Any thread.
 *
 * <p>HTTP/1.1 on purpose: several uploads then have several connections.
 */
final class GcsClient implements AutoCloseable {

  static final int ATTEMPTS = 6;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final GcsAccess access;

  GcsClient(GcsAccess access) {
    this.access = access;
  }

  /** The last answer, be it good or bad. */
  GcsAnswer send(GcsCall call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        GcsAnswer answer = sendOnce(call);
        if (!answer.mayPass() || attempt == ATTEMPTS) {
          return answer;
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      waitAfter(attempt);
    }
  }

  /** Without another attempt, except with a new token when the last one has expired. */
  GcsAnswer sendOnce(GcsCall call) throws IOException {
    GcsAnswer answer = exchange(call);
    if (answer.status() == 401 && call.authorized()) {
      access.refresh();
      return exchange(call);
    }
    return answer;
  }

  private GcsAnswer exchange(GcsCall call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri()).method(call.method(), call.body()).timeout(ANSWER);
    call.headers().forEach(request::setHeader);
    if (call.authorized()) {
      access.headers(call.uri()).forEach(request::setHeader);
    }
    // The request's own timeout ends with the answer's headers; this one covers its body.
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = sent.get(2 * ANSWER.toSeconds(), TimeUnit.SECONDS);
      return new GcsAnswer(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? e.toString() : cause.toString(), e);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no answer within " + 2 * ANSWER.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw interrupted();
    }
  }

  static void waitAfter(int attempt) throws InterruptedIOException {
    long millis = FIRST_WAIT.toMillis() << (attempt - 1);
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
