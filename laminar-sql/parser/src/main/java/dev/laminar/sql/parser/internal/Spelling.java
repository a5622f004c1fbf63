package dev.laminar.sql.parser.internal;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Spelling {
  private static final int SHORT = 4;

  private Spelling() {}

  /**
   * The candidate that differs from a word in one letter, or in two if it is long; null if there is
   * none. Swapped neighbours count as one.
   */
  static @Nullable String meant(String word, Collection<String> candidates) {
    String upper = word.toUpperCase(Locale.ROOT);
    String best = null;
    int least = upper.length() > SHORT + 1 ? 3 : 2;
    for (String candidate : candidates) {
      String first = candidate.split(" ", 2)[0];
      if (first.length() < SHORT - 1 || !first.equals(first.toUpperCase(Locale.ROOT))) {
        continue;
      }
      int distance = distance(upper, first);
      if (distance > 0 && distance < least) {
        best = candidate;
        least = distance;
      }
    }
    return best;
  }

  /** The number of letters to insert, delete, replace or swap with the next. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
