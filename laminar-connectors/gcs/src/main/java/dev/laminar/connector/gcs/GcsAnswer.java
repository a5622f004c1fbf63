package dev.laminar.connector.gcs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What the server said. */
record GcsAnswer(int status, HttpHeaders headers, byte[] body) {

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The server is not to blame for ever: the same request may succeed a little later. */
  boolean mayPass() {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonObject json() throws IOException {
    try {
      return JsonParser.parseString(text()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("the server's answer is no JSON object: " + shortly(), e);
    }
  }

  private String shortly() {
    String text = text().strip();
    return text.length() > 300 ? text.substring(0, 300) + " ..." : text;
  }

  /** The message of an error, or what there is in its place. */
  String describe() {
    try {
      return "HTTP " + status + ", " + json().getAsJsonObject("error").get("message").getAsString();
    } catch (IOException | RuntimeException e) {
      return "HTTP " + status + (body.length == 0 ? "" : ", " + shortly());
    }
  }
}
