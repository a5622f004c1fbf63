package dev.laminar.connector.nexmark;

import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The columns of auctions. */
final class AuctionWriter extends ColumnWriter {

  private static final int SELLER = 0;
  private static final int PRICES = 1;
  private static final int NAME = 2;
  private static final int DESCRIPTION = 3;
  private static final int EXTRA = 4;
  private static final int LENGTH_AND_CATEGORY = 5;
  private static final int NUMBERS_SIZE = 48;
  private static final int WANTED = 500;
  private static final int SHORTEST = 3;
  private static final int LONGEST_NAME = 20;
  private static final int LONGEST_DESCRIPTION = 100;

  AuctionWriter(Laws laws, Texts texts, BufferAllocator allocator) {
    super(laws, texts, allocator);
  }

  /** A whole number of an auction. */
  private interface Whole {
    long of(long event);
  }

  @Override
  ArrowBuf[] write(String column, Events events, long data) {
    return switch (column) {
      case "id" -> numbers(events, data, Laws::auction);
      case "itemname" -> slices(events, data, NAME);
      case "description" -> slices(events, data, DESCRIPTION);
      case "initialbid" -> numbers(events, data, this::initialBid);
      case "reserve" -> numbers(events, data, this::reserve);
      case "datetime" -> times(events, data);
      case "expires" -> numbers(events, data, this::expires);
      case "seller" -> numbers(events, data, this::seller);
      case "category" -> numbers(events, data, this::category);
      case "extra" -> slices(events, data, EXTRA);
      default -> throw unknown(column);
    };
  }

  private static ArrowBuf[] numbers(Events events, long data, Whole number) {
    for (int i = 0; i < events.count; i++) {
      Mem.putLong(data + 8L * events.rows[i], number.of(events.numbers[i]));
    }
    return noBlobs();
  }

  private long initialBid(long event) {
    return Laws.price(laws.random(event, PRICES));
  }

  private long reserve(long event) {
    return initialBid(event) + Laws.price(laws.random(event, PRICES) >>> 32);
  }

  private long expires(long event) {
    return laws.time(event) + laws.auctionLength(laws.random(event, LENGTH_AND_CATEGORY));
  }

  private long seller(long event) {
    return Laws.seller(event / Laws.GROUP, laws.random(event, SELLER));
  }

  private long category(long event) {
    return Laws.category(laws.random(event, LENGTH_AND_CATEGORY) >>> 32);
  }

  private ArrowBuf[] slices(Events events, long data, int stream) {
    for (int i = 0; i < events.count; i++) {
      long event = events.numbers[i];
      int length = length(event, stream);
      texts.slice(data + 16L * events.rows[i], length, laws.random(event, stream) >>> 32);
    }
    return shared(texts.random);
  }

  private int length(long event, int stream) {
    long random = laws.random(event, stream);
    return switch (stream) {
      case NAME -> SHORTEST + (int) Laws.below(random, LONGEST_NAME - SHORTEST + 1);
      case DESCRIPTION -> SHORTEST + (int) Laws.below(random, LONGEST_DESCRIPTION - SHORTEST + 1);
      default ->
          Laws.padding(
              NUMBERS_SIZE + length(event, NAME) + length(event, DESCRIPTION), WANTED, random);
    };
  }
}
