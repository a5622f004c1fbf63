package dev.laminar.connector.singlefile;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file's bytes are compressed. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER = 64 << 10;

  /** The one that the option names; {@code auto} goes by the file's extension. */
  static Compression of(String option, String file) {
    if (!option.equalsIgnoreCase("auto")) {
      return valueOf(option.toUpperCase(Locale.ROOT));
    }
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    return name.endsWith(".zst") || name.endsWith(".zstd") ? ZSTD : NONE;
  }

  InputStream reading(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  OutputStream writing(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }

  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }
}
