package dev.laminar.connector.gcs;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/**
 * A request that can be sent again.
 *
 * @param authorized whether it bears credentials; the URI of an upload's session is its own
 */
record GcsCall(
    String method, URI uri, Map<String, String> headers, BodyPublisher body, boolean authorized) {

  static GcsCall get(URI uri) {
    return new GcsCall("GET", uri, Map.of(), BodyPublishers.noBody(), true);
  }

  static GcsCall range(URI uri, long first, long last) {
    return new GcsCall(
        "GET", uri, Map.of("Range", "bytes=" + first + "-" + last), BodyPublishers.noBody(), true);
  }

  static GcsCall delete(URI uri, boolean authorized) {
    return new GcsCall("DELETE", uri, Map.of(), BodyPublishers.noBody(), authorized);
  }

  static GcsCall post(URI uri, String contentType, BodyPublisher body) {
    return new GcsCall("POST", uri, Map.of("Content-Type", contentType), body, true);
  }

  /** Some bytes of an upload; a range of none asks how many have come. */
  static GcsCall part(URI session, String range, BodyPublisher body) {
    return new GcsCall("PUT", session, Map.of("Content-Range", range), body, false);
  }
}
