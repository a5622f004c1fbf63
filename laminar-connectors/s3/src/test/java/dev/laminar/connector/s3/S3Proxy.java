package dev.laminar.connector.s3;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real server that speaks S3, s3proxy, in a process of its own that keeps objects in memory. It
 * checks signatures and honours conditions. Stopped with {@link #close} or with the test's JVM.
 */
final class S3Proxy implements AutoCloseable {

  static final String KEY = "laminar-tests";
  static final String SECRET = "not-a-secret";
  private static final Duration READY = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final int port;
  private final Thread stopper;

  private S3Proxy(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.stopper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stopper);
  }

  static S3Proxy start(Path directory) throws Exception {
    int port = freePort();
    Path properties =
        Files.writeString(
            directory.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=transient-nio2
            jclouds.identity=unused
            jclouds.credential=unused
            """
                .formatted(port, KEY, SECRET));
    Path log = directory.resolve("s3proxy.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            System.getProperty("s3proxy.jar"),
            "--properties",
            properties.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    S3Proxy proxy = new S3Proxy(process, log, port);
    proxy.awaitReady();
    return proxy;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + READY.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = Files.readString(log);
        close();
        throw new IllegalStateException("s3proxy does not answer:\n" + said);
      }
      Thread.sleep(50);
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(endpoint()).toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(2000);
      return connection.getResponseCode() < 500;
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The options that reach this server. */
  Map<String, String> options() {
    return optionsAt(endpoint());
  }

  static Map<String, String> optionsAt(String endpoint) {
    return Map.of("endpoint", endpoint, "access_key_id", KEY, "secret_access_key", SECRET);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(stopper);
  }
}
