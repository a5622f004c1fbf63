package dev.laminar.connector.gcs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * NOT Google Cloud Storage: a small imitation of its JSON API, written from its documentation,
 * since nothing that runs on Maven enforces preconditions. What it shows is that the client keeps
 * to the documented protocol; that Google does so too has to be tried on a real bucket.
 *
 * <p>Strict where the documentation is: preconditions, parts in multiples of 256 KiB, checksums,
 * pages, escapes. Can be told to lose or to spoil answers. Any thread; one request at a time.
 */
final class FakeGcs implements AutoCloseable {

  static final String BUCKET = "laminar";
  static final String TOKEN = "a-token";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final TreeMap<String, Stored> objects =
      new TreeMap<>(
          (a, b) ->
              Arrays.compareUnsigned(
                  a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
  private final Map<String, Session> sessions = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private long generations = 1_700_000_000_000_000L;
  private boolean authorizes;
  private int requests;

  /** An object. */
  private record Stored(byte[] content, long generation, JsonObject marks, Instant updated) {}

  /** An upload in parts. */
  private static final class Session {
    final JsonObject metadata;
    byte[] content = {};
    JsonObject result;

    Session(JsonObject metadata) {
      this.metadata = metadata;
    }
  }

  /** What goes wrong with a request. */
  enum Fault {
    /** The connection breaks after the request has had its effect. */
    LOSE_ANSWER,
    UNAVAILABLE,
    TOO_MANY_REQUESTS,
    /** Of a part only the first 256 KiB are kept. */
    KEEP_LITTLE,
    NONE
  }

  private Predicate<String> faulty = _ -> false;

  FakeGcs() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next requests of which the predicate is true meet these faults, one after another. */
  synchronized void fail(Predicate<String> methodAndPath, Fault... inTurn) {
    faulty = methodAndPath;
    faults.clear();
    faults.addAll(Arrays.asList(inTurn));
  }

  synchronized int faultsLeft() {
    return faults.size();
  }

  synchronized int openSessions() {
    return sessions.size();
  }

  synchronized int requests() {
    return requests;
  }

  /** From now on only this token will do. */
  synchronized void authorize() {
    authorizes = true;
  }

  synchronized void putByHand(String key, byte[] content) {
    objects.put(key, new Stored(content, ++generations, new JsonObject(), Instant.now()));
  }

  /** What is sent back. */
  private record Reply(int status, byte[] body, Map<String, String> headers) {
    static Reply of(int status, JsonObject json) {
      return new Reply(status, json.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply error(int status, String message) {
      JsonObject error = new JsonObject();
      error.addProperty("code", status);
      error.addProperty("message", message);
      JsonObject json = new JsonObject();
      json.add("error", error);
      return of(status, json);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault;
      Reply reply;
      synchronized (this) {
        requests++;
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        fault = faulty.test(what) && !faults.isEmpty() ? faults.poll() : Fault.NONE;
        reply =
            switch (fault) {
              case UNAVAILABLE -> Reply.error(503, "Backend Error");
              case TOO_MANY_REQUESTS -> Reply.error(429, "rateLimitExceeded");
              case LOSE_ANSWER, KEEP_LITTLE, NONE -> answer(exchange, body, fault);
            };
      }
      if (fault == Fault.LOSE_ANSWER) {
        return; // closing an exchange without an answer breaks the connection
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Reply answer(HttpExchange exchange, byte[] body, Fault fault) {
    String path = exchange.getRequestURI().getRawPath();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String method = exchange.getRequestMethod();
    if (path.startsWith("/session/")) {
      return session(exchange, path, body, fault);
    }
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorizes && !("Bearer " + TOKEN).equals(token)) {
      return Reply.error(401, "Invalid Credentials");
    }
    String base = "/storage/v1/b/" + BUCKET + "/o";
    if (path.equals("/upload" + base) && method.equals("POST")) {
      return upload(exchange, query, body);
    }
    if (path.equals(base) && method.equals("GET")) {
      return list(query);
    }
    if (path.startsWith(base + "/") && path.indexOf('/', base.length() + 1) < 0) {
      return object(exchange, decode(path.substring(base.length() + 1)), query);
    }
    return Reply.error(404, "The specified bucket does not exist.");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], decode(parts[1]));
    }
    return query;
  }

  private Reply upload(HttpExchange exchange, Map<String, String> query, byte[] body) {
    if (query.get("uploadType").equals("resumable")) {
      String id = "/session/" + ++generations;
      String text = new String(body, StandardCharsets.UTF_8);
      sessions.put(id, new Session(JsonParser.parseString(text).getAsJsonObject()));
      return new Reply(200, new byte[0], Map.of("Location", endpoint() + id));
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
    // ISO 8859-1 keeps each byte as it is.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String[] parts = text.split("(\r\n)?--" + boundary + "(--)?\r\n", -1);
    byte[] json = content(parts[1]);
    JsonObject metadata =
        JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    byte[] content = content(parts[2]);
    String name = metadata.get("name").getAsString();
    if ("0".equals(query.get("ifGenerationMatch")) && objects.containsKey(name)) {
      return Reply.error(412, "At least one of the pre-conditions you specified did not hold.");
    }
    String checksum = metadata.get("crc32c").getAsString();
    if (!checksum.equals(Checksum.of(content, content.length).text())) {
      return Reply.error(400, "Provided CRC32C doesn't match.");
    }
    return Reply.of(200, store(metadata, content));
  }

  private static byte[] content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  private JsonObject store(JsonObject metadata, byte[] content) {
    String name = metadata.get("name").getAsString();
    Stored stored =
        new Stored(content, ++generations, metadata.getAsJsonObject("metadata"), Instant.now());
    objects.put(name, stored);
    return describe(name, stored);
  }

  private static JsonObject describe(String name, Stored stored) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("size", Integer.toString(stored.content.length));
    json.addProperty("generation", Long.toString(stored.generation));
    json.addProperty("updated", stored.updated.toString());
    json.addProperty("crc32c", Checksum.of(stored.content, stored.content.length).text());
    json.add("metadata", stored.marks);
    return json;
  }

  private Reply list(Map<String, String> query) {
    int most = Integer.parseInt(query.get("maxResults"));
    JsonArray items = new JsonArray();
    JsonObject json = new JsonObject();
    for (Map.Entry<String, Stored> object :
        objects.tailMap(query.getOrDefault("pageToken", ""), false).entrySet()) {
      if (!object.getKey().startsWith(query.get("prefix"))) {
        continue;
      }
      if (items.size() == Math.min(most, 1000)) {
        String last = items.get(items.size() - 1).getAsJsonObject().get("name").getAsString();
        json.addProperty("nextPageToken", last);
        break;
      }
      items.add(describe(object.getKey(), object.getValue()));
    }
    if (!items.isEmpty()) {
      json.add("items", items);
    }
    return Reply.of(200, json);
  }

  private Reply object(HttpExchange exchange, String name, Map<String, String> query) {
    Stored stored = objects.get(name);
    String generation = query.get("generation");
    if (stored == null
        || (generation != null && !generation.equals(Long.toString(stored.generation)))) {
      return Reply.error(404, "No such object: " + BUCKET + "/" + name);
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      objects.remove(name);
      return new Reply(204, new byte[0], Map.of());
    }
    if (!"media".equals(query.get("alt"))) {
      return Reply.of(200, describe(name, stored));
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      return new Reply(200, stored.content, Map.of());
    }
    String[] ends = range.substring("bytes=".length()).split("-");
    int first = Integer.parseInt(ends[0]);
    if (first >= stored.content.length) {
      return Reply.error(416, "The requested range cannot be satisfied.");
    }
    int end = Math.min(stored.content.length, Integer.parseInt(ends[1]) + 1);
    return new Reply(206, Arrays.copyOfRange(stored.content, first, end), Map.of());
  }

  private Reply session(HttpExchange exchange, String id, byte[] body, Fault fault) {
    Session session = sessions.get(id);
    if (session == null) {
      return Reply.error(404, "Not Found");
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      sessions.remove(id);
      return new Reply(499, new byte[0], Map.of());
    }
    if (session.result != null) {
      return Reply.of(200, session.result);
    }
    String[] range =
        exchange.getRequestHeaders().getFirst("Content-Range").replace("bytes ", "").split("/");
    byte[] part = fault == Fault.KEEP_LITTLE ? Arrays.copyOf(body, 256 << 10) : body;
    if (!range[0].equals("*")) {
      String[] ends = range[0].split("-");
      boolean fits =
          Integer.parseInt(ends[0]) == session.content.length
              && Integer.parseInt(ends[1]) == session.content.length + body.length - 1
              && (!range[1].equals("*") || body.length % (256 << 10) == 0);
      if (!fits) {
        return Reply.error(400, "Invalid request: Content-Range " + String.join("/", range));
      }
      int before = session.content.length;
      session.content = Arrays.copyOf(session.content, before + part.length);
      System.arraycopy(part, 0, session.content, before, part.length);
    }
    if (range[1].equals(Integer.toString(session.content.length))) {
      session.result = store(session.metadata, session.content);
      return Reply.of(200, session.result);
    }
    int length = session.content.length;
    return new Reply(
        308, new byte[0], length == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (length - 1)));
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
