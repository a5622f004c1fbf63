package dev.laminar.internal.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * JSON for people, whose last field is a checksum of all that stands before that field. Stateless.
 */
final class SealedJson {

  private static final String CHECKSUM = ",\n  \"checksum\" : \"crc32c:";
  private static final String END = "\"\n}\n";

  private SealedJson() {}

  /** Writes an object in the form that {@link #seal} expects. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return Json.FACTORY.createGenerator(out).setPrettyPrinter(printer);
  }

  /** Adds the checksum to an object that has fields. */
  static byte[] seal(byte[] json) {
    int kept = json.length - "\n}".length();
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 64);
    out.write(json, 0, kept);
    out.writeBytes(end(json, kept));
    return out.toByteArray();
  }

  private static byte[] end(byte[] json, int kept) {
    CRC32C crc = new CRC32C();
    crc.update(json, 0, kept);
    String end = CHECKSUM + String.format("%08x", (int) crc.getValue()) + END;
    return end.getBytes(StandardCharsets.US_ASCII);
  }

  static Json.Node read(String file, byte[] bytes) throws CorruptStateException {
    int kept = bytes.length - CHECKSUM.length() - 8 - END.length();
    if (kept < 0) {
      throw CorruptStateException.damaged(file, bytes.length, "the file ends too early");
    }
    if (!Arrays.equals(Arrays.copyOfRange(bytes, kept, bytes.length), end(bytes, kept))) {
      throw CorruptStateException.damaged(file, kept, "its checksum is wrong");
    }
    return Json.read(file, bytes);
  }
}
