package dev.laminar.internal.aggregate;

import static dev.laminar.internal.aggregate.AggregateFunction.bound;

import dev.laminar.data.DataType;
import java.util.List;

/**
 * The functions that are computed by sketches of fixed size (Apache DataSketches). Where rows may
 * be retracted, which a sketch cannot do, they keep the values and are exact.
 */
final class Sketches {

  private Sketches() {}

  static List<AggregateFunction> functions() {
    return List.of(approxDistinct(), approxPercentile(), approxMedian());
  }

  private static CollectAccumulator.Shape values(Binding binding) {
    return new CollectAccumulator.Shape(List.of(), binding.call().args(), false, true);
  }

  private static AggregateFunction approxDistinct() {
    return new AggregateFunction(
        "approx_distinct",
        List.of("approx_distinct(any) → BIGINT"),
        "About how many distinct values there are: HyperLogLog, standard error 1.6 %.",
        "approx_distinct(bidder)",
        (args, params) ->
            args.size() == 1 ? bound(args.getFirst().type(), DataType.BIGINT, true) : null,
        binding ->
            binding.retracts()
                ? new CollectAccumulator(binding, values(binding), Sketches::distinct)
                : new DistinctSketch(binding));
  }

  private static Object distinct(Collected rows) {
    return rows.counts().values().stream().filter(times -> times > 0).count();
  }

  private static AggregateFunction approxPercentile() {
    return new AggregateFunction(
        "approx_percentile_cont",
        List.of(
            "approx_percentile_cont(DOUBLE, fraction) → DOUBLE",
            "approx_percentile_cont(fraction) WITHIN GROUP (ORDER BY DOUBLE) → DOUBLE"),
        "About the value below which that fraction lies: KLL sketch, rank error 1.3 %.",
        "approx_percentile_cont(price, 0.9)",
        (args, params) ->
            args.size() == 1
                    && Catalogue.numeric(args.getFirst().type())
                    && Collectors.isFraction(params)
                ? bound(DataType.DOUBLE, DataType.DOUBLE, true)
                : null,
        binding -> quantile(binding, Collectors.fraction(binding)));
  }

  private static AggregateFunction approxMedian() {
    return new AggregateFunction(
        "approx_median",
        List.of("approx_median(DOUBLE) → DOUBLE"),
        "About the value in the middle: KLL sketch, rank error 1.3 %.",
        "approx_median(price)",
        (args, params) ->
            args.size() == 1 && Catalogue.numeric(args.getFirst().type())
                ? bound(DataType.DOUBLE, DataType.DOUBLE, true)
                : null,
        binding -> quantile(binding, 0.5));
  }

  private static Accumulator quantile(Binding binding, double fraction) {
    return binding.retracts()
        ? new CollectAccumulator(
            binding, values(binding), rows -> Collectors.atFraction(rows.counts(), fraction))
        : new QuantileSketch(binding, fraction);
  }
}
