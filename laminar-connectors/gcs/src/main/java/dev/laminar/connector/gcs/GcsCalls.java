package dev.laminar.connector.gcs;

import com.google.gson.JsonObject;
import dev.laminar.spi.BucketLocation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The requests of the JSON API that a storage needs. Immutable. */
record GcsCalls(String endpoint, BucketLocation bucket) {

  /** The metadata that says who has made an object. */
  static final String WRITER = "laminar-writer";

  private static final String JSON = "application/json; charset=UTF-8";

  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private URI objects(String query) {
    return URI.create(endpoint + "/storage/v1/b/" + escape(bucket.bucket()) + "/o?" + query);
  }

  private URI object(String name, String query) {
    return URI.create(
        endpoint
            + "/storage/v1/b/"
            + escape(bucket.bucket())
            + "/o/"
            + escape(bucket.key(name))
            + query);
  }

  private URI upload(String query) {
    return URI.create(
        endpoint + "/upload/storage/v1/b/" + escape(bucket.bucket()) + "/o?uploadType=" + query);
  }

  GcsCall list(String prefix, String pageToken, int atMost) {
    return GcsCall.get(
        objects(
            "fields=nextPageToken,items(name,size,updated)&maxResults=".replace(",", "%2C")
                + atMost
                + "&prefix="
                + escape(bucket.prefix() + prefix)
                + (pageToken.isEmpty() ? "" : "&pageToken=" + escape(pageToken))));
  }

  GcsCall metadata(String name) {
    return GcsCall.get(object(name, "?fields=size%2Cgeneration%2Cmetadata"));
  }

  GcsCall content(String name) {
    return GcsCall.get(object(name, "?alt=media"));
  }

  GcsCall range(String name, String generation, long first, long last) {
    return GcsCall.range(object(name, "?alt=media&generation=" + escape(generation)), first, last);
  }

  GcsCall delete(String name) {
    return GcsCall.delete(object(name, ""), true);
  }

  /** Metadata and content in one. */
  GcsCall insert(String name, String writer, byte[] content, int length, boolean ifAbsent) {
    JsonObject metadata = describe(name, writer);
    metadata.addProperty("crc32c", Checksum.of(content, length).text());
    String boundary = "laminar-" + UUID.randomUUID();
    String head =
        "--%1$s\r\nContent-Type: %2$s\r\n\r\n%3$s\r\n--%1$s\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(boundary, JSON, metadata);
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofByteArray(content, 0, length),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return GcsCall.post(
        upload("multipart" + (ifAbsent ? "&ifGenerationMatch=0" : "")),
        "multipart/related; boundary=" + boundary,
        body);
  }

  /** Begins an upload in parts; the answer's Location is the session to which they go. */
  GcsCall beginUpload(String name, String writer) {
    return GcsCall.post(
        upload("resumable"), JSON, BodyPublishers.ofString(describe(name, writer).toString()));
  }

  private JsonObject describe(String name, String writer) {
    JsonObject marks = new JsonObject();
    marks.addProperty(WRITER, writer);
    JsonObject metadata = new JsonObject();
    metadata.addProperty("name", bucket.key(name));
    metadata.addProperty("contentType", "application/octet-stream");
    metadata.add("metadata", marks);
    return metadata;
  }
}
