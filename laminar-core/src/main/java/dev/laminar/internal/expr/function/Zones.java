package dev.laminar.internal.expr.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** AT TIME ZONE. */
public final class Zones {

  private Zones() {}

  /** A place of call: keeps its zone. */
  public static final class Zone {
    private final Memo<ZoneRules> rules;

    public Zone(@Nullable String literal) {
      rules =
          new Memo<>(literal) {
            @Override
            ZoneRules make(String text) {
              return rules(text);
            }
          };
    }
  }

  private static ZoneRules rules(String name) {
    try {
      return ZoneId.of(name.trim(), ZoneId.SHORT_IDS).getRules();
    } catch (DateTimeException e) {
      throw new RowError("no time zone: '" + name + "'");
    }
  }

  /** The point in time at which clocks in that zone show {@code micros}. */
  public static long fromLocal(long name, int length, long micros, Zone zone) {
    ZoneRules rules = zone.rules.get(name, length);
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, Calendar.SECOND),
            (int) Math.floorMod(micros, Calendar.SECOND) * 1000,
            ZoneOffset.UTC);
    return micros - rules.getOffset(local).getTotalSeconds() * Calendar.SECOND;
  }

  /** What clocks in that zone show at a point in time. */
  public static long toLocal(long name, int length, long micros, Zone zone) {
    ZoneRules rules = zone.rules.get(name, length);
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, Calendar.SECOND));
    return micros + rules.getOffset(instant).getTotalSeconds() * Calendar.SECOND;
  }
}
