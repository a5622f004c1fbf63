package dev.laminar.testing;

import static dev.laminar.testing.Expect.bytes;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageContract.Clause;
import dev.laminar.testing.StorageContract.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Names: which there may be, how they are listed, in which order. Stateless. */
final class ListingClauses {

  /** More than a page of a list and more than one request may delete. */
  private static final int MANY = 1_010;

  private ListingClauses() {}

  static List<Clause> clauses() {
    return List.of(
        new Clause("names are listed by code point", ListingClauses::order),
        new Clause("a prefix is of letters, not of directories", ListingClauses::prefix),
        new Clause("an entry knows length and time", ListingClauses::entries),
        new Clause("names may have any signs", ListingClauses::names),
        new Clause("names may be long", ListingClauses::longNames),
        new Clause("more than 1000 objects are listed and deleted", ListingClauses::many));
  }

  private static void order(Place place) throws IOException {
    // '-' and '.' come before '/', which comes before '0'; U+FF5E comes before U+1F600, whose first
    // UTF-16 half does not.
    List<String> names =
        List.of("A", "a-b", "a.b", "a/b", "a0b", "aa/b", "b", "\u00e9", "\uff5e", "\ud83d\ude00");
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(1));
    try (Storage storage = place.open()) {
      for (String name : shuffled) {
        storage.put(name, bytes(name));
      }
      Expect.names(storage, "", names);
    }
  }

  private static void prefix(Place place) throws IOException {
    try (Storage storage = place.open()) {
      for (String name :
          List.of("state/1-a", "state/10/x", "state/1/y", "state/2", "states", "t")) {
        storage.put(name, bytes(name));
      }
      Expect.names(storage, "state/1", List.of("state/1-a", "state/1/y", "state/10/x"));
      Expect.names(storage, "state/", List.of("state/1-a", "state/1/y", "state/10/x", "state/2"));
      Expect.names(storage, "states", List.of("states"));
      Expect.names(storage, "state/1/", List.of("state/1/y"));
      Expect.names(storage, "state/3", List.of());
      Expect.names(storage, "nothing/here/", List.of());
    }
  }

  private static void entries(Place place) throws IOException {
    Instant now = Instant.now();
    try (Storage storage = place.open()) {
      storage.put("a", bytes("12345"));
      Storage.Entry entry = storage.list("").getFirst();
      Expect.equal(entry.bytes(), 5L, "listed length");
      // The storage's clock need not be ours; a time of another century would be wrong.
      Duration apart = Duration.between(now, entry.modified()).abs();
      Expect.holds(apart.compareTo(Duration.ofDays(1)) < 0, "listed time: " + entry.modified());
    }
  }

  private static void names(Place place) throws IOException {
    List<String> names =
        new ArrayList<>(
            List.of(
                "a b",
                "a+b",
                "a%20b",
                "a%2Fb",
                "a%b",
                "a=b&c=d",
                "a#b",
                "a?b",
                "a~b!c'd(e)f",
                "a;b,c@d:e$f",
                "a..b",
                "<a>&amp;\"b\"",
                "dir with blanks/100% + 1/\u00fcber",
                "\u6771\u4eac/\u00e9t\u00e9",
                "\ud83d\ude00/\ud83d\ude80"));
    names.sort(ListingClauses::byCodePoint);
    try (Storage storage = place.open()) {
      for (String name : names) {
        Expect.upload(storage, name, bytes(name));
      }
      for (String name : names) {
        Expect.content(storage, name, bytes(name));
        Expect.equal(storage.createIfAbsent(name, bytes("x")), false, "createIfAbsent " + name);
        Expect.names(storage, name, List.of(name));
      }
      Expect.names(storage, "", names);
      Expect.absent(storage, "a/b");
      storage.delete(names.subList(0, names.size() - 1));
      Expect.names(storage, "", List.of(names.getLast()));
    }
  }

  private static void longNames(Place place) throws IOException {
    String name = "n".repeat(200) + "/" + "m".repeat(200);
    try (Storage storage = place.open()) {
      Expect.upload(storage, name + "1", bytes("1"));
      storage.put(name + "2", bytes("2"));
      Expect.equal(storage.createIfAbsent(name + "3", bytes("3")), true, "createIfAbsent");
      Expect.names(storage, "n", List.of(name + "1", name + "2", name + "3"));
    }
  }

  private static void many(Place place) throws Exception {
    List<String> names = IntStream.range(0, MANY).mapToObj("state/%05d"::formatted).toList();
    try (Storage storage = place.open()) {
      RaceClauses.inThreads(
          8,
          thread -> {
            for (int i = thread; i < MANY; i += 8) {
              storage.put(names.get(i), bytes(names.get(i)));
            }
          });
      storage.put("epochs/1", bytes("1"));
      Expect.names(storage, "state/", names);
      List<String> andAbsent = new ArrayList<>(names);
      names.forEach(name -> andAbsent.add(name + "-never-there"));
      storage.delete(andAbsent);
      Expect.names(storage, "", List.of("epochs/1"));
    }
  }

  static int byCodePoint(String left, String right) {
    return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
  }
}
