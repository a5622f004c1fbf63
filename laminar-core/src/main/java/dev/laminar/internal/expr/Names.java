package dev.laminar.internal.expr;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was perhaps meant. Stateless. */
public final class Names {

  private Names() {}

  /** The name at the least distance, if it is near enough to be a slip. */
  @SafeVarargs
  public static Optional<String> nearest(String name, Collection<String>... known) {
    String best = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (Collection<String> names : known) {
      for (String candidate : names) {
        int distance = distance(name, candidate);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
