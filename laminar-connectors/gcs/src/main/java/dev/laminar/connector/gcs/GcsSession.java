package dev.laminar.connector.gcs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upload in parts, as the server sees it.
 *
 * <p>After each answer that is lost the server is asked how much it has, and gets the rest: the
 * session makes one object however often something is sent. One thread.
 */
final class GcsSession {

  private static final int INCOMPLETE = 308;
  private static final Pattern STORED = Pattern.compile("bytes=0-(\\d+)");

  private final GcsClient client;
  private final URI uri;
  private long stored;

  GcsSession(GcsClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /**
   * Sends the next bytes until the server has them, or has refused. The last part ends the upload:
   * then a good answer describes the object.
   */
  GcsAnswer send(byte[] content, int count, boolean last) throws IOException {
    long from = stored;
    long end = from + count;
    boolean unsure = false;
    for (int failures = 0; ; ) {
      long before = stored;
      try {
        GcsAnswer answer =
            unsure ? ask(end, last) : put(content, (int) (stored - from), count, end, last);
        if (answer.status() == INCOMPLETE) {
          stored = stored(answer, from, end);
        }
        if (isFinal(answer, end, last) || failures == GcsClient.ATTEMPTS) {
          return answer;
        }
        unsure = answer.status() != INCOMPLETE;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (failures == GcsClient.ATTEMPTS) {
          throw e;
        }
        unsure = true;
      }
      failures = stored > before ? 0 : failures + 1;
      if (failures > 0) {
        GcsClient.waitAfter(failures);
      }
    }
  }

  private boolean isFinal(GcsAnswer answer, long end, boolean last) {
    return answer.status() == INCOMPLETE ? !last && stored == end : !answer.mayPass();
  }

  private GcsAnswer put(byte[] content, int offset, int count, long end, boolean last)
      throws IOException {
    if (offset == count) {
      return ask(end, last);
    }
    BodyPublisher rest = BodyPublishers.ofByteArray(content, offset, count - offset);
    String range = "bytes " + stored + "-" + (end - 1) + "/" + total(end, last);
    return client.sendOnce(GcsCall.part(uri, range, rest));
  }

  private GcsAnswer ask(long end, boolean last) throws IOException {
    String range = "bytes */" + total(end, last);
    return client.sendOnce(GcsCall.part(uri, range, BodyPublishers.noBody()));
  }

  private static String total(long end, boolean last) {
    return last ? Long.toString(end) : "*";
  }

  private static long stored(GcsAnswer answer, long from, long end) throws IOException {
    Matcher range = STORED.matcher(answer.headers().firstValue("Range").orElse(""));
    long stored = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    if (stored < from || stored > end) {
      throw new IOException(
          "the server has %d bytes of an upload of which it has had %d and was sent %d"
              .formatted(stored, from, end));
    }
    return stored;
  }

  /** The server keeps what has come for a week unless it is told not to. */
  GcsAnswer giveUp() throws IOException {
    return client.send(GcsCall.delete(uri, false));
  }
}
