package dev.laminar.connector.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Stands between client and server, passes bytes on, and loses one answer: the server has done what
 * it was asked, the client sees a broken connection. Any thread; a thread for each connection and
 * direction.
 */
final class LossyRelay implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private Predicate<String> armed = _ -> false;
  private int lost;

  private LossyRelay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static LossyRelay to(int port) throws IOException {
    LossyRelay relay =
        new LossyRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Loses the answer to the next request of whose first line this is true. */
  synchronized void loseAnswerTo(Predicate<String> firstLine) {
    armed = firstLine;
  }

  /** How many answers have been lost. */
  synchronized int lost() {
    return lost;
  }

  private synchronized boolean loses(String request) {
    boolean loses = armed.test(request);
    if (loses) {
      armed = _ -> false;
      lost++;
    }
    return loses;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** What the client last asked for, by its first line. */
  private static final class Asked {
    private volatile String line = "";
  }

  private void serve(Socket client) {
    Asked asked = new Asked();
    try (client;
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread.ofVirtual().start(() -> passRequests(client, upstream, asked));
      passAnswers(upstream, client, asked);
    } catch (IOException broken) {
      // Either side has gone; the other one sees it as the end of the connection.
    }
  }

  private static void passRequests(Socket client, Socket upstream, Asked asked) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream from = client.getInputStream();
      OutputStream to = upstream.getOutputStream();
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (text.matches("(?s)(GET|PUT|POST|HEAD|DELETE) .*")) {
          asked.line = text.lines().findFirst().orElseThrow();
        }
        to.write(buffer, 0, read);
      }
      upstream.shutdownOutput();
    } catch (IOException broken) {
      // Seen by the thread that passes the answers.
    }
  }

  private void passAnswers(Socket upstream, Socket client, Asked asked) throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream from = upstream.getInputStream();
    OutputStream to = client.getOutputStream();
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
      if (!text.startsWith("HTTP/1.1 100") && loses(asked.line)) {
        return;
      }
      to.write(buffer, 0, read);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
