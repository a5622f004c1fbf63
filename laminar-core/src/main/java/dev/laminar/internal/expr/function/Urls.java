package dev.laminar.internal.expr.function;

import dev.laminar.data.Slice;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parts of URLs, found without checking the whole. Stateless. */
public final class Urls {

  private Urls() {}

  private static int end(String url, int from, String stops) {
    int end = from;
    while (end < url.length() && stops.indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Where the path begins; −1 if there is no authority. */
  private static int authority(String url) {
    int slashes = url.indexOf("://");
    return slashes < 0 ? -1 : slashes + 3;
  }

  public static boolean host(long a, int n, Scratch scratch, Slice out) {
    String url = Boxes.text(a, n);
    int from = authority(url);
    if (from < 0) {
      return false;
    }
    String authority = url.substring(from, end(url, from, "/?#"));
    String host = authority.substring(authority.indexOf('@') + 1);
    int port = host.lastIndexOf(':');
    boolean hasPort = port >= 0 && host.indexOf(']', port) < 0;
    scratch.put(hasPort ? host.substring(0, port) : host, out);
    return true;
  }

  public static boolean path(long a, int n, Scratch scratch, Slice out) {
    String url = Boxes.text(a, n);
    int from = authority(url);
    int start = from < 0 ? 0 : end(url, from, "/?#");
    scratch.put(url.substring(start, end(url, start, "?#")), out);
    return true;
  }

  private static @Nullable String query(String url) {
    int mark = end(url, 0, "?#");
    if (mark == url.length() || url.charAt(mark) == '#') {
      return null;
    }
    return url.substring(mark + 1, end(url, mark + 1, "#"));
  }

  public static boolean query(long a, int n, Scratch scratch, Slice out) {
    String query = query(Boxes.text(a, n));
    if (query == null) {
      return false;
    }
    scratch.put(query, out);
    return true;
  }

  public static boolean parameter(
      long a, int n, long name, int length, Scratch scratch, Slice out) {
    String query = query(Boxes.text(a, n));
    if (query == null) {
      return false;
    }
    String wanted = Boxes.text(name, length);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decode(key).equals(wanted)) {
        scratch.put(equals < 0 ? "" : decode(pair.substring(equals + 1)), out);
        return true;
      }
    }
    return false;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RowError("no URL-encoded text: '" + text + "'");
    }
  }
}
