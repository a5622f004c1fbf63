package dev.laminar.internal.expr.function;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/** Digests and encodings. Stateless. */
public final class Hashes {

  private Hashes() {}

  private static byte[] digest(String algorithm, long a, int n) {
    try {
      return MessageDigest.getInstance(algorithm).digest(Mem.bytes(a, n));
    } catch (NoSuchAlgorithmException e) {
      throw new LaminarException(ErrorCode.UNSUPPORTED, "this JVM has no " + algorithm, e);
    }
  }

  public static void md5(long a, int n, Scratch scratch, Slice out) {
    scratch.put(HexFormat.of().formatHex(digest("MD5", a, n)), out);
  }

  public static void sha1(long a, int n, Scratch scratch, Slice out) {
    scratch.put(HexFormat.of().formatHex(digest("SHA-1", a, n)), out);
  }

  public static void sha224(long a, int n, Scratch scratch, Slice out) {
    scratch.put(digest("SHA-224", a, n), out);
  }

  public static void sha256(long a, int n, Scratch scratch, Slice out) {
    scratch.put(digest("SHA-256", a, n), out);
  }

  public static void sha384(long a, int n, Scratch scratch, Slice out) {
    scratch.put(digest("SHA-384", a, n), out);
  }

  public static void sha512(long a, int n, Scratch scratch, Slice out) {
    scratch.put(digest("SHA-512", a, n), out);
  }

  public static long crc32(long a, int n) {
    CRC32 crc = new CRC32();
    crc.update(Mem.bytes(a, n));
    return crc.getValue();
  }

  public static void encode(long a, int n, long format, int length, Scratch scratch, Slice out) {
    byte[] bytes = Mem.bytes(a, n);
    String name = Boxes.text(format, length).toLowerCase(Locale.ROOT);
    switch (name) {
      case "hex" -> scratch.put(HexFormat.of().formatHex(bytes), out);
      case "base64" -> scratch.put(Base64.getEncoder().encode(bytes), out);
      default -> throw unknown(name);
    }
  }

  private static RowError unknown(String name) {
    return new RowError("expected the encoding 'hex' or 'base64', got '" + name + "'");
  }

  public static void decode(long a, int n, long format, int length, Scratch scratch, Slice out) {
    String text = Boxes.text(a, n);
    String name = Boxes.text(format, length).toLowerCase(Locale.ROOT);
    try {
      switch (name) {
        case "hex" -> scratch.put(HexFormat.of().parseHex(text), out);
        case "base64" -> scratch.put(Base64.getMimeDecoder().decode(text), out);
        default -> throw unknown(name);
      }
    } catch (IllegalArgumentException e) {
      throw new RowError("not encoded as " + name + ": '" + text + "'");
    }
  }

  private static Charset charset(long name, int length) {
    String text = Boxes.text(name, length);
    try {
      return Charset.forName(text.equalsIgnoreCase("LATIN1") ? "ISO-8859-1" : text);
    } catch (IllegalArgumentException e) {
      throw new RowError("no character set: '" + text + "'");
    }
  }

  public static void convertFrom(
      long a, int n, long charset, int length, Scratch scratch, Slice out) {
    scratch.put(new String(Mem.bytes(a, n), charset(charset, length)), out);
  }

  public static void convertTo(
      long a, int n, long charset, int length, Scratch scratch, Slice out) {
    scratch.put(Boxes.text(a, n).getBytes(charset(charset, length)), out);
  }
}
