package dev.laminar.connector.nexmark;

import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The columns of bids. Everything is looked up or drawn; no bytes of texts are copied. */
final class BidWriter extends ColumnWriter {

  private static final int AUCTION = 0;
  private static final int BIDDER = 1;
  private static final int PRICE_AND_CHANNEL = 2;
  private static final int EXTRA = 3;
  private static final int SIZE = 32;
  private static final int WANTED = 100;

  BidWriter(Laws laws, Texts texts, BufferAllocator allocator) {
    super(laws, texts, allocator);
  }

  @Override
  ArrowBuf[] write(String column, Events events, long data) {
    return switch (column) {
      case "auction" -> auctions(events, data);
      case "bidder" -> bidders(events, data);
      case "price" -> prices(events, data);
      case "channel" -> channels(events, data);
      case "url" -> urls(events, data);
      case "datetime" -> times(events, data);
      case "extra" -> extras(events, data);
      default -> throw unknown(column);
    };
  }

  private ArrowBuf[] auctions(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long event = events.numbers[i];
      long auction = Laws.bidAuction(event / Laws.GROUP, laws.random(event, AUCTION));
      Mem.putLong(data + 8L * events.rows[i], auction);
    }
    return noBlobs();
  }

  private ArrowBuf[] bidders(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long event = events.numbers[i];
      long bidder = Laws.bidder(event / Laws.GROUP, laws.random(event, BIDDER));
      Mem.putLong(data + 8L * events.rows[i], bidder);
    }
    return noBlobs();
  }

  private ArrowBuf[] prices(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long random = laws.random(events.numbers[i], PRICE_AND_CHANNEL);
      Mem.putLong(data + 8L * events.rows[i], Laws.price(random));
    }
    return noBlobs();
  }

  /** Half of the bids come through one of the hot channels. */
  private int channel(long event) {
    long random = laws.random(event, PRICE_AND_CHANNEL);
    if (random < 0) {
      return Texts.CHANNELS + (int) (random >>> 61 & 3);
    }
    return (int) ((random >>> 32) * Texts.CHANNELS >>> 31);
  }

  private ArrowBuf[] channels(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      Texts.channel(data + 16L * events.rows[i], channel(events.numbers[i]));
    }
    return noBlobs();
  }

  private ArrowBuf[] urls(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      Texts.url(data + 16L * events.rows[i], channel(events.numbers[i]));
    }
    return shared(texts.urls);
  }

  private ArrowBuf[] extras(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long random = laws.random(events.numbers[i], EXTRA);
      int length = Laws.padding(SIZE, WANTED, random);
      texts.slice(data + 16L * events.rows[i], length, random >>> 32);
    }
    return shared(texts.random);
  }
}
