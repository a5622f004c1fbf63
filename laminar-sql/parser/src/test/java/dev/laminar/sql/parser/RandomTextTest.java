package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, it parses or is refused with a place inside it; nothing else happens. */
class RandomTextTest {
  private static final int TEXTS = 200;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mixedUpStatements_parseOrAreRefused(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> forms = DialectTest.accepted().toList();
    for (int i = 0; i < TEXTS; i++) {
      check(mixed(forms, random));
    }
  }

  /** Cuts two texts into words and marks, and loses, doubles, swaps or crosses some. */
  private static String mixed(List<String> forms, Random random) {
    String[] a = words(forms.get(random.nextInt(forms.size())));
    String[] b = words(forms.get(random.nextInt(forms.size())));
    StringBuilder text = new StringBuilder();
    int rate = 2 + random.nextInt(30);
    for (int i = 0; i < a.length; i++) {
      String word =
          switch (random.nextInt(rate)) {
            case 0 -> b[random.nextInt(b.length)];
            case 1 -> a[random.nextInt(a.length)];
            default -> a[i];
          };
      text.append(word);
      if (random.nextInt(rate) == 0) {
        text.setLength(text.length() - word.length());
      }
    }
    return text.toString();
  }

  private static String[] words(String text) {
    return text.split("(?<=\\W)|(?=\\W)");
  }

  private static void check(String text) {
    try {
      assertThat(Statements.parse(text)).doesNotContainNull();
    } catch (SqlParseError e) {
      assertThat(e.line()).as(text).isBetween(1, (int) text.lines().count() + 1);
      assertThat(e.column()).as(text).isPositive();
      assertThat(e.reason()).as(text).isNotBlank().hasSizeLessThan(300);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(text, e);
    }
  }
}
