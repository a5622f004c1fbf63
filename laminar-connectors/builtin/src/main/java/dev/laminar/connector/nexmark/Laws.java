package dev.laminar.connector.nexmark;

/**
 * How the events of the benchmark relate: functions of the seed and an event's number alone.
 *
 * <p>Events come in groups of 50: one person, three auctions, 46 bids. People and auctions are
 * numbered without gaps, so what a bid can refer to follows from its group. Each draw takes its own
 * bits of a random word of its event; which columns are made does not change any. Immutable.
 */
final class Laws {

  /** Events of a group: person 0, auctions 1 to 3, then bids. */
  static final int GROUP = 50;

  static final int AUCTIONS = 3;
  static final int FIRST_BID = 1 + AUCTIONS;
  static final long FIRST_ID = 1000;

  private static final int HOT_BLOCK = 100;
  private static final int ACTIVE_PEOPLE = 1000;
  private static final int AUCTIONS_IN_FLIGHT = 100;
  private static final int AHEAD = 10;
  private static final int FIRST_CATEGORY = 10;
  private static final int CATEGORIES = 5;
  private static final long HALF = 0xffffffffL;

  // Prices are 100 × 10^(6u): a table over the upper bits of u and two terms of a series.
  private static final int PRICE_BITS = 12;
  private static final double PRICE_STEP = 6 * Math.log(10) / (1 << PRICE_BITS);
  private static final double[] PRICES = new double[1 << PRICE_BITS];

  static {
    for (int i = 0; i < PRICES.length; i++) {
      PRICES[i] = 100 * Math.exp(PRICE_STEP * i);
    }
  }

  private final long seed;
  private final long baseTime;
  private final double microsPerEvent;
  private final long horizon;

  Laws(NexmarkOptions options) {
    this.seed = mix(options.seed());
    this.baseTime = options.baseTime();
    this.microsPerEvent = options.microsPerEvent();
    long eventsOfFlight = (long) AUCTIONS_IN_FLIGHT * GROUP / AUCTIONS;
    this.horizon = Math.max(1, (long) (eventsOfFlight * microsPerEvent));
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long x = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  /** One of an event's random words; {@code stream} tells them apart. */
  long random(long event, int stream) {
    return mix(seed + (event * 8 + stream) * 0x9e3779b97f4a7c15L);
  }

  /** A number below {@code bound} from 32 random bits. */
  static long below(long bits, long bound) {
    return ((bits & HALF) * bound) >>> 32;
  }

  long time(long event) {
    return baseTime + (long) (event * microsPerEvent);
  }

  /** 100 to 100 million, as many of each order of magnitude, from 32 random bits. */
  static long price(long bits) {
    long u = bits & HALF;
    double rest = (u & ((1L << (32 - PRICE_BITS)) - 1)) * (PRICE_STEP / (1L << (32 - PRICE_BITS)));
    double factor = 1 + rest * (1 + rest * (0.5 + rest * (1 / 6.0)));
    return (long) (PRICES[(int) (u >>> (32 - PRICE_BITS))] * factor + 0.5);
  }

  /** The id of the person of a group. */
  static long person(long group) {
    return FIRST_ID + group;
  }

  /** The id of the auction that this event opens. */
  static long auction(long event) {
    return FIRST_ID + event / GROUP * AUCTIONS + event % GROUP - 1;
  }

  /** Someone of the last people, or soon to come. */
  private static long anyPerson(long group, long bits) {
    long people = group + 1;
    long active = Math.min(people, ACTIVE_PEOPLE);
    return people - active + below(bits, active + AHEAD);
  }

  /** Three in four times the first person of the block. */
  static long seller(long group, long random) {
    boolean hot = (random >>> 62) != 0;
    return FIRST_ID + (hot ? group / HOT_BLOCK * HOT_BLOCK : anyPerson(group, random));
  }

  /** Three in four times the second person of the block. */
  static long bidder(long group, long random) {
    boolean hot = (random >>> 62) != 0;
    return FIRST_ID + (hot ? group / HOT_BLOCK * HOT_BLOCK + 1 : anyPerson(group, random));
  }

  /** Every second time the first auction of the block, else one in flight or soon to come. */
  static long bidAuction(long group, long random) {
    long newest = group * AUCTIONS + AUCTIONS - 1;
    if (random < 0) {
      return FIRST_ID + newest / HOT_BLOCK * HOT_BLOCK;
    }
    long oldest = Math.max(newest - AUCTIONS_IN_FLIGHT, 0);
    return FIRST_ID + oldest + below(random, newest - oldest + 1 + AHEAD);
  }

  static long category(long bits) {
    return FIRST_CATEGORY + below(bits, CATEGORIES);
  }

  /** How long an auction lasts, so that about a hundred are open at any time. */
  long auctionLength(long bits) {
    return 1000 + (long) ((bits & HALF) * 0x1p-32 * (2 * horizon));
  }

  /** How long the padding is that makes a row of {@code size} about {@code wanted} bytes long. */
  static int padding(int size, int wanted, long bits) {
    int missing = wanted - size;
    int deviation = (missing + 2) / 5;
    return missing - deviation + (int) below(bits, 2L * deviation);
  }
}
