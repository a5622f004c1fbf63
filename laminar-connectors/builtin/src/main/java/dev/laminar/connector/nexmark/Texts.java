package dev.laminar.connector.nexmark;

import dev.laminar.data.Mem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The texts of events. Random ones are slices of one long text; channels and urls are made once and
 * their rows' views are looked up.
 *
 * <p>The contents are the same in every process; each reader has a copy in memory of its own
 * allocator, which its batches share. One thread.
 */
final class Texts implements AutoCloseable {

  static final int CHANNELS = 10_000;
  static final int HOT = 4;
  private static final int LENGTH = 1 << 16;
  private static final int SLACK = 1 << 10;
  private static final Source SOURCE = new Source();

  /** Random letters and blanks, from which slices of up to 1 KB are taken. */
  final ArrowBuf random;

  final ArrowBuf urls;
  private final long address;

  Texts(BufferAllocator allocator) {
    random = copy(allocator, SOURCE.random);
    try {
      urls = copy(allocator, SOURCE.urls);
    } catch (RuntimeException e) {
      random.close();
      throw e;
    }
    address = random.memoryAddress();
  }

  private static ArrowBuf copy(BufferAllocator allocator, byte[] bytes) {
    ArrowBuf buffer = allocator.buffer(bytes.length);
    buffer.setBytes(0, bytes);
    return buffer;
  }

  /** Writes the view of a slice that begins anywhere, as 16 random bits say. */
  void slice(long view, int length, long bits) {
    int offset = (int) (bits & (LENGTH - 1));
    long from = address + offset;
    if (length > 12) {
      Mem.putLong(view, length | ((long) Mem.getInt(from) << 32));
      Mem.putLong(view + 8, (long) offset << 32);
    } else {
      Mem.putLong(view, length);
      Mem.putLong(view + 8, 0);
      Mem.copy(from, view + 4, length);
    }
  }

  /** Copies random letters. */
  void letters(long target, int length, long bits) {
    int offset = (int) (bits & (LENGTH - 1));
    for (int i = 0; i < length; i++) {
      byte b = Mem.getByte(address + offset + i);
      Mem.putByte(target + i, b == ' ' ? (byte) 'x' : b);
    }
  }

  /** Writes the view of a channel: 0 to 9,999, then the hot ones. */
  static void channel(long view, int channel) {
    Mem.putLong(view, SOURCE.channelViews[2 * channel]);
    Mem.putLong(view + 8, SOURCE.channelViews[2 * channel + 1]);
  }

  /** Writes the view of a channel's url into {@link #urls}. */
  static void url(long view, int channel) {
    Mem.putLong(view, SOURCE.urlViews[2 * channel]);
    Mem.putLong(view + 8, SOURCE.urlViews[2 * channel + 1]);
  }

  @Override
  public void close() {
    random.close();
    urls.close();
  }

  /** The contents, made once. */
  private static final class Source {
    private static final String[] HOT_CHANNELS = {"Google", "Facebook", "Baidu", "Apple"};
    private static final int LONGEST_URL = 96;

    final byte[] random = new byte[LENGTH + SLACK];
    final long[] channelViews = new long[2 * (CHANNELS + HOT)];
    final long[] urlViews = new long[2 * (CHANNELS + HOT)];
    final byte[] urls;

    Source() {
      SplittableRandom dice = new SplittableRandom(20_150_715);
      for (int i = 0; i < random.length; i++) {
        random[i] = (byte) (dice.nextInt(13) == 0 ? ' ' : letter(dice));
      }
      byte[] all = new byte[LONGEST_URL * (CHANNELS + HOT)];
      int used = 0;
      for (int channel = 0; channel < CHANNELS + HOT; channel++) {
        boolean hot = channel >= CHANNELS;
        String name = hot ? HOT_CHANNELS[channel - CHANNELS] : "channel-" + channel;
        view(name.getBytes(StandardCharsets.ISO_8859_1), 0, channelViews, channel);
        byte[] url = url(dice, hot ? -1 : channel);
        view(url, used, urlViews, channel);
        System.arraycopy(url, 0, all, used, url.length);
        used += url.length;
      }
      urls = Arrays.copyOf(all, used);
    }

    private static char letter(SplittableRandom dice) {
      return (char) ('a' + dice.nextInt(26));
    }

    private static byte[] url(SplittableRandom dice, int channel) {
      StringBuilder url = new StringBuilder("https://www.nexmark.com/");
      for (int directory = 0; directory < 3; directory++) {
        for (int i = 3 + dice.nextInt(3); i > 0; i--) {
          url.append(letter(dice));
        }
        url.append('/');
      }
      url.append("item.htm?query=1");
      if (channel >= 0 && dice.nextInt(10) > 0) {
        url.append("&channel_id=").append(Math.abs(Integer.reverse(channel)));
      }
      return url.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The two words of an Arrow view of a text that lies, if it is long, at that offset. */
    private static void view(byte[] text, int offset, long[] views, int index) {
      long first = text.length;
      long second = (long) offset << 32;
      int inPlace = text.length > 12 ? 4 : text.length;
      if (text.length <= 12) {
        second = 0;
      }
      for (int i = 0; i < inPlace; i++) {
        if (i < 4) {
          first |= (text[i] & 0xffL) << (32 + 8 * i);
        } else {
          second |= (text[i] & 0xffL) << (8 * (i - 4));
        }
      }
      views[2 * index] = first;
      views[2 * index + 1] = second;
    }
  }
}
