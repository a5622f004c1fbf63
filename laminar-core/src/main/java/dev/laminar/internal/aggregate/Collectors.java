package dev.laminar.internal.aggregate;

import static dev.laminar.internal.aggregate.AggregateFunction.bound;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.plan.AggregateCall.SortKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that are computed from all values of a group. */
final class Collectors {

  private Collectors() {}

  static List<AggregateFunction> functions() {
    return List.of(
        arrayAgg(),
        stringAgg(),
        median(),
        percentileCont(),
        percentileDisc(),
        mode(),
        edge("first_value", false),
        edge("last_value", true),
        topK());
  }

  /** Over values that may be retracted: all are kept, so that the next best is known. */
  static Accumulator extreme(Binding binding, boolean max) {
    return new CollectAccumulator(
        binding,
        byValue(binding),
        rows -> value(Collected.first(max ? rows.descending() : rows.counts())));
  }

  private static CollectAccumulator.Shape byValue(Binding binding) {
    return new CollectAccumulator.Shape(List.of(), binding.call().args(), false, true);
  }

  private static @Nullable Object value(@Nullable List<@Nullable Object> row) {
    return row == null ? null : row.getLast();
  }

  // ---- lists

  private static AggregateFunction arrayAgg() {
    return new AggregateFunction(
        "array_agg",
        List.of("array_agg(T [ORDER BY …]) → T[]"),
        "All values, nulls too, as a list; in the order in which they came if there is no ORDER"
            + " BY and the input only grows.",
        "array_agg(price ORDER BY price)",
        (args, params) ->
            args.size() == 1
                ? new AggregateFunctions.Bound(
                    List.of(args.getFirst().type()),
                    new DataType.ListOf(args.getFirst().named("element")),
                    true)
                : null,
        binding -> new CollectAccumulator(binding, inOrder(binding, false), Collectors::list));
  }

  private static CollectAccumulator.Shape inOrder(Binding binding, boolean skipsNulls) {
    boolean numbered = !binding.retracts();
    return new CollectAccumulator.Shape(
        binding.call().orderBy(), List.of(binding.column()), numbered, skipsNulls);
  }

  private static List<@Nullable Object> list(Collected rows) {
    List<@Nullable Object> list = new ArrayList<>();
    rows.counts()
        .forEach(
            (row, times) -> {
              for (long i = 0; i < times; i++) {
                list.add(row.getLast());
              }
            });
    return list;
  }

  private static AggregateFunction stringAgg() {
    return new AggregateFunction(
        "string_agg",
        List.of("string_agg(TEXT, separator TEXT [ORDER BY …]) → TEXT"),
        "The texts one after the other with a constant separator between them; nulls left out.",
        "string_agg(name, ', ' ORDER BY name)",
        (args, params) ->
            args.size() == 1
                    && args.getFirst().type() instanceof DataType.Text
                    && params.size() == 1
                    && params.getFirst() instanceof String
                ? bound(DataType.TEXT, DataType.TEXT, true)
                : null,
        binding ->
            new CollectAccumulator(
                binding, inOrder(binding, true), rows -> joined(rows, binding.call().params())));
  }

  private static String joined(Collected rows, List<Object> params) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (Object value : list(rows)) {
      text.append(first ? "" : params.getFirst()).append(value);
      first = false;
    }
    return text.toString();
  }

  // ---- percentiles

  private static AggregateFunction median() {
    return new AggregateFunction(
        "median",
        List.of("median(DOUBLE) → DOUBLE"),
        "The value in the middle, or the mean of the two in the middle.",
        "median(price)",
        (args, params) ->
            args.size() == 1 && Catalogue.numeric(args.getFirst().type())
                ? bound(DataType.DOUBLE, DataType.DOUBLE, args.getFirst().nullable())
                : null,
        binding ->
            new CollectAccumulator(binding, byValue(binding), rows -> interpolated(rows, 0.5)));
  }

  private static AggregateFunction percentileCont() {
    return new AggregateFunction(
        "percentile_cont",
        List.of("percentile_cont(fraction) WITHIN GROUP (ORDER BY DOUBLE) → DOUBLE"),
        "The value below which that fraction of the values lies, interpolated.",
        "percentile_cont(0.9) WITHIN GROUP (ORDER BY price)",
        (args, params) ->
            args.size() == 1 && Catalogue.numeric(args.getFirst().type()) && isFraction(params)
                ? bound(DataType.DOUBLE, DataType.DOUBLE, args.getFirst().nullable())
                : null,
        binding ->
            new CollectAccumulator(
                binding, byValue(binding), rows -> interpolated(rows, fraction(binding))));
  }

  private static AggregateFunction percentileDisc() {
    return new AggregateFunction(
        "percentile_disc",
        List.of("percentile_disc(fraction) WITHIN GROUP (ORDER BY T) → T"),
        "The first value at or above that fraction of the values.",
        "percentile_disc(0.9) WITHIN GROUP (ORDER BY price)",
        (args, params) ->
            args.size() == 1 && Catalogue.orderable(args.getFirst().type()) && isFraction(params)
                ? bound(args.getFirst().type(), args.getFirst().type(), args.getFirst().nullable())
                : null,
        binding ->
            new CollectAccumulator(binding, byValue(binding), rows -> discrete(rows, binding)));
  }

  static boolean isFraction(List<Object> params) {
    if (params.size() != 1 || !(params.getFirst() instanceof Number number)) {
      return false;
    }
    return number.doubleValue() >= 0 && number.doubleValue() <= 1;
  }

  private static double number(Object param) {
    return ((Number) param).doubleValue();
  }

  private static boolean descending(Binding binding) {
    List<SortKey> keys = binding.call().orderBy();
    return !keys.isEmpty() && keys.getFirst().descending();
  }

  /** From the smallest value on, whichever way the call sorts. */
  static double fraction(Binding binding) {
    double fraction = number(binding.call().params().getFirst());
    return descending(binding) ? 1 - fraction : fraction;
  }

  static double interpolated(Collected rows, double fraction) {
    double place = fraction * (rows.total() - 1);
    long below = (long) Math.floor(place);
    double low = asDouble(value(Collected.at(rows.counts(), below)));
    double rest = place - below;
    if (rest == 0) {
      return low;
    }
    double high = asDouble(value(Collected.at(rows.counts(), below + 1)));
    return low + (high - low) * rest;
  }

  private static double asDouble(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException("a number expected, found " + value);
  }

  private static @Nullable Object discrete(Collected rows, Binding binding) {
    return atFraction(
        descending(binding) ? rows.descending() : rows.counts(),
        number(binding.call().params().getFirst()));
  }

  /** The first value at or above that fraction of the values. */
  static @Nullable Object atFraction(Map<List<@Nullable Object>, Long> rows, double fraction) {
    long total = 0;
    for (long times : rows.values()) {
      total += Math.max(0, times);
    }
    long rank =
        new BigDecimal(Double.toString(fraction))
            .multiply(BigDecimal.valueOf(total))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return value(Collected.at(rows, Math.max(0, rank - 1)));
  }

  private static AggregateFunction mode() {
    return new AggregateFunction(
        "mode",
        List.of("mode() WITHIN GROUP (ORDER BY T) → T", "mode(T) → T"),
        "The most frequent value; of several the smallest.",
        "mode() WITHIN GROUP (ORDER BY channel)",
        (args, params) ->
            args.size() == 1 && Catalogue.orderable(args.getFirst().type())
                ? bound(args.getFirst().type(), args.getFirst().type(), args.getFirst().nullable())
                : null,
        binding ->
            new CollectAccumulator(
                binding, byValue(binding), rows -> value(mostFrequent(rows, binding))));
  }

  private static @Nullable List<@Nullable Object> mostFrequent(Collected rows, Binding binding) {
    Map<List<@Nullable Object>, Long> order =
        descending(binding) ? rows.descending() : rows.counts();
    List<@Nullable Object> best = null;
    long most = 0;
    for (Map.Entry<List<@Nullable Object>, Long> entry : order.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }

  // ---- by event time

  private static AggregateFunction edge(String name, boolean last) {
    return new AggregateFunction(
        name,
        List.of(name + "(T) → T, over an input with event time"),
        last
            ? "The value of the row with the latest event time."
            : "The value of the row with the earliest event time.",
        name + "(price)",
        (args, params) ->
            args.size() == 2 && args.get(1).type() instanceof DataType.Timestamp
                ? new AggregateFunctions.Bound(
                    args.stream().map(Field::type).toList(), args.getFirst().type(), true)
                : null,
        binding -> edge(binding, last));
  }

  private static Accumulator edge(Binding binding, boolean last) {
    int time = binding.call().args().get(1);
    if (!binding.retracts()) {
      return new EdgeByTime(binding.column(), time, binding.argument(), last, binding.memory());
    }
    CollectAccumulator.Shape shape =
        new CollectAccumulator.Shape(
            List.of(new SortKey(time, false, false)), List.of(binding.column()), false, false);
    return new CollectAccumulator(
        binding, shape, rows -> value(Collected.first(last ? rows.descending() : rows.counts())));
  }

  // ---- frequencies

  private static AggregateFunction topK() {
    return new AggregateFunction(
        "top_k",
        List.of("top_k(T, k) → STRUCT<value T, count BIGINT>[]"),
        "The k most frequent values with their numbers, most frequent first; of equal ones the"
            + " smallest first. Exact: it keeps every distinct value.",
        "top_k(channel, 3)",
        (args, params) ->
            args.size() == 1
                    && Catalogue.orderable(args.getFirst().type())
                    && params.size() == 1
                    && params.getFirst() instanceof Number k
                    && k.longValue() > 0
                ? bound(args.getFirst().type(), ranking(args.getFirst().type()), true)
                : null,
        binding ->
            new CollectAccumulator(
                binding,
                byValue(binding),
                rows -> ranking(rows, (long) number(binding.call().params().getFirst()))));
  }

  private static DataType ranking(DataType type) {
    DataType entry =
        new DataType.Struct(
            List.of(Field.required("value", type), Field.required("count", DataType.BIGINT)));
    return new DataType.ListOf(Field.required("element", entry));
  }

  private static List<@Nullable Object> ranking(Collected rows, long k) {
    List<Map.Entry<List<@Nullable Object>, Long>> entries =
        new ArrayList<>(rows.counts().entrySet());
    entries.removeIf(entry -> entry.getValue() <= 0);
    Comparator<Map.Entry<List<@Nullable Object>, Long>> byCount =
        Comparator.comparingLong(entry -> -entry.getValue());
    entries.sort(byCount);
    List<@Nullable Object> ranking = new ArrayList<>();
    for (int i = 0; i < Math.min(k, entries.size()); i++) {
      List<@Nullable Object> pair = new ArrayList<>();
      pair.add(value(entries.get(i).getKey()));
      pair.add(entries.get(i).getValue());
      ranking.add(pair);
    }
    return ranking;
  }
}
