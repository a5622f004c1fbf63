package dev.laminar.sql.internal.bind;

import dev.laminar.internal.plan.BadData;

/** What holds where rows of several tables meet. */
final class BadDataPolicies {

  private BadDataPolicies() {}

  /** The stricter of two policies: failing before keeping the row elsewhere before dropping it. */
  static BadData stricter(BadData a, BadData b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(BadData policy) {
    return switch (policy) {
      case BadData.Fail fail -> 2;
      case BadData.DeadLetter letter -> 1;
      case BadData.Drop drop -> 0;
    };
  }
}
