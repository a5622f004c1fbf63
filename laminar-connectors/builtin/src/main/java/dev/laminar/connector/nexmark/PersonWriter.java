package dev.laminar.connector.nexmark;

import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The columns of people. */
final class PersonWriter extends ColumnWriter {

  private static final byte[][] FIRST_NAMES =
      words(
          "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter",
          "Walter");
  private static final byte[][] LAST_NAMES =
      words("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
  private static final byte[][] CITIES =
      words(
          "Phoenix",
          "Los Angeles",
          "San Francisco",
          "Boise",
          "Portland",
          "Bend",
          "Redmond",
          "Seattle",
          "Kent",
          "Cheyenne");
  private static final byte[][] STATES = words("AZ", "CA", "ID", "OR", "WA", "WY");

  private static final int NAME = 0;
  private static final int EMAIL = 1;
  private static final int CARD = 2;
  private static final int PLACE = 3;
  private static final int EXTRA = 4;
  private static final int EMAIL_LENGTH = 17;
  private static final int CARD_LENGTH = 19;
  private static final int WANTED = 200;
  private static final int STRIDE = 24;

  PersonWriter(Laws laws, Texts texts, BufferAllocator allocator) {
    super(laws, texts, allocator);
  }

  @Override
  ArrowBuf[] write(String column, Events events, long data) {
    return switch (column) {
      case "id" -> ids(events, data);
      case "name" -> texts(events, data, NAME);
      case "emailaddress" -> texts(events, data, EMAIL);
      case "creditcard" -> texts(events, data, CARD);
      case "city" -> texts(events, data, PLACE);
      case "state" -> states(events, data);
      case "datetime" -> times(events, data);
      case "extra" -> extras(events, data);
      default -> throw unknown(column);
    };
  }

  private static ArrowBuf[] ids(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long id = Laws.person(events.numbers[i] / Laws.GROUP);
      Mem.putLong(data + 8L * events.rows[i], id);
    }
    return noBlobs();
  }

  /** Texts that are put together, each at its place in a blob of this batch. */
  private ArrowBuf[] texts(Events events, long data, int stream) {
    ArrowBuf blob = blob(events.count * STRIDE);
    long base = blob.memoryAddress();
    for (int i = 0; i < events.count; i++) {
      int length = text(laws.random(events.numbers[i], stream), stream, base + (long) i * STRIDE);
      view(data + 16L * events.rows[i], base, i * STRIDE, length);
    }
    return new ArrowBuf[] {blob};
  }

  private int text(long random, int stream, long target) {
    return switch (stream) {
      case NAME -> name(random, target);
      case EMAIL -> email(random, target);
      case CARD -> card(random, target);
      default -> put(city(random), target);
    };
  }

  private static int put(byte[] word, long target) {
    Mem.copy(word, 0, target, word.length);
    return word.length;
  }

  private static byte[] firstName(long random) {
    return FIRST_NAMES[(int) Laws.below(random, FIRST_NAMES.length)];
  }

  private static byte[] lastName(long random) {
    return LAST_NAMES[(int) Laws.below(random >>> 32, LAST_NAMES.length)];
  }

  private static byte[] city(long random) {
    return CITIES[(int) Laws.below(random, CITIES.length)];
  }

  private static int name(long random, long target) {
    int length = put(firstName(random), target);
    Mem.putByte(target + length, (byte) ' ');
    return length + 1 + put(lastName(random), target + length + 1);
  }

  private int email(long random, long target) {
    texts.letters(target, 7, random);
    Mem.putByte(target + 7, (byte) '@');
    texts.letters(target + 8, 5, random >>> 32);
    Mem.putInt(target + 13, '.' | 'c' << 8 | 'o' << 16 | 'm' << 24);
    return EMAIL_LENGTH;
  }

  private static int card(long random, long target) {
    long bits = random;
    for (int i = 0; i < CARD_LENGTH; i++) {
      if (i % 5 == 4) {
        Mem.putByte(target + i, (byte) ' ');
      } else {
        Mem.putByte(target + i, (byte) ('0' + Long.remainderUnsigned(bits, 10)));
        bits = Long.divideUnsigned(bits, 10);
      }
    }
    return CARD_LENGTH;
  }

  private ArrowBuf[] states(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long random = laws.random(events.numbers[i], PLACE);
      byte[] state = STATES[(int) Laws.below(random >>> 32, STATES.length)];
      long view = data + 16L * events.rows[i];
      Mem.putLong(view, state.length | (long) state[0] << 32 | (long) state[1] << 40);
      Mem.putLong(view + 8, 0);
    }
    return noBlobs();
  }

  private ArrowBuf[] extras(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      long event = events.numbers[i];
      long name = laws.random(event, NAME);
      int size =
          16
              + firstName(name).length
              + 1
              + lastName(name).length
              + EMAIL_LENGTH
              + CARD_LENGTH
              + city(laws.random(event, PLACE)).length
              + 2;
      long random = laws.random(event, EXTRA);
      int length = Laws.padding(size, WANTED, random);
      texts.slice(data + 16L * events.rows[i], length, random >>> 32);
    }
    return shared(texts.random);
  }
}
