package dev.laminar.internal.aggregate;

import static dev.laminar.internal.aggregate.AggregateFunction.bound;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that live in fixed places of a group's row, and the list of all. */
final class Catalogue {
  private static final int SCALE_OF_AVERAGES = 6;

  private Catalogue() {}

  static List<AggregateFunction> functions() {
    List<AggregateFunction> functions = new ArrayList<>();
    functions.add(count());
    functions.add(sum());
    functions.add(avg());
    functions.add(extreme("min", false));
    functions.add(extreme("max", true));
    functions.add(logical("bool_and", true));
    functions.add(logical("bool_or", false));
    for (Bits.Kind kind : Bits.Kind.values()) {
      functions.add(bits(kind));
    }
    for (Moments.Statistic statistic : Moments.Statistic.values()) {
      functions.add(statistic(statistic));
    }
    functions.addAll(Collectors.functions());
    functions.addAll(Sketches.functions());
    return functions;
  }

  static Map<String, String> aliases() {
    return Map.of("every", "bool_and", "stddev", "stddev_samp", "variance", "var_samp");
  }

  static AggregateFunction alias(
      String alias, Map<String, AggregateFunction> functions, String name) {
    AggregateFunction original = functions.get(name);
    if (original == null) {
      throw new IllegalStateException(alias + " is an alias of nothing");
    }
    return new AggregateFunction(
        alias,
        original.signatures().stream().map(text -> text.replace(name, alias)).toList(),
        "The same as " + name + ".",
        original.example().replace(name, alias),
        original::type,
        original::make);
  }

  private static AggregateFunction count() {
    return new AggregateFunction(
        "count",
        List.of("count(*) → BIGINT", "count(any, …) → BIGINT"),
        "The number of rows, or of rows in which no argument is null.",
        "count(DISTINCT bidder)",
        (args, params) ->
            new AggregateFunctions.Bound(
                args.stream().map(Field::type).toList(), DataType.BIGINT, false),
        binding -> new CountAccumulator());
  }

  private static AggregateFunction sum() {
    return new AggregateFunction(
        "sum",
        List.of(
            "sum(BIGINT) → BIGINT",
            "sum(DECIMAL(p, s)) → DECIMAL(38, s)",
            "sum(DOUBLE) → DOUBLE",
            "sum(INTERVAL) → INTERVAL"),
        "The sum; out of range is an error.",
        "sum(price)",
        Catalogue::sumType,
        binding -> sum(binding, false));
  }

  private static AggregateFunctions.@Nullable Bound sumType(List<Field> args, List<Object> params) {
    if (args.size() != 1) {
      return null;
    }
    boolean nullable = args.getFirst().nullable();
    return switch (args.getFirst().type()) {
      case DataType.Int i when i.signed() || i.bits() < 64 ->
          bound(DataType.BIGINT, DataType.BIGINT, nullable);
      case DataType.Int i -> bound(new DataType.Decimal(20, 0), wide(0), nullable);
      case DataType.Decimal d -> bound(d, wide(d.scale()), nullable);
      case DataType.Float32 f -> bound(DataType.DOUBLE, DataType.DOUBLE, nullable);
      case DataType.Float64 f -> bound(DataType.DOUBLE, DataType.DOUBLE, nullable);
      case DataType.TimeInterval t -> bound(t, t, nullable);
      default -> null;
    };
  }

  private static DataType wide(int scale) {
    return new DataType.Decimal(DataType.Decimal.MAX_PRECISION, scale);
  }

  private static Accumulator sum(Binding binding, boolean average) {
    return switch (binding.argument()) {
      case DataType.Decimal d ->
          new DecimalSum(
              binding.column(), d.scale(), average, resultScale(binding), binding.call().name());
      case DataType.Float64 f -> new DoubleSum(binding.column(), average, binding.retracts());
      default ->
          new LongSum(binding.column(), average, binding.mayBeEmpty(), binding.call().name());
    };
  }

  private static int resultScale(Binding binding) {
    return binding.call().type() instanceof DataType.Decimal d ? d.scale() : 0;
  }

  private static AggregateFunction avg() {
    return new AggregateFunction(
        "avg",
        List.of(
            "avg(BIGINT) → DOUBLE",
            "avg(DECIMAL(p, s)) → DECIMAL(38, max(s, 6))",
            "avg(DOUBLE) → DOUBLE"),
        "The mean.",
        "avg(price)",
        Catalogue::averageType,
        binding -> sum(binding, true));
  }

  private static AggregateFunctions.@Nullable Bound averageType(
      List<Field> args, List<Object> params) {
    if (args.size() != 1) {
      return null;
    }
    boolean nullable = args.getFirst().nullable();
    return switch (args.getFirst().type()) {
      case DataType.Int i when i.signed() || i.bits() < 64 ->
          bound(DataType.BIGINT, DataType.DOUBLE, nullable);
      case DataType.Int i -> bound(DataType.DOUBLE, DataType.DOUBLE, nullable);
      case DataType.Decimal d -> bound(d, wide(Math.max(d.scale(), SCALE_OF_AVERAGES)), nullable);
      case DataType.Float32 f -> bound(DataType.DOUBLE, DataType.DOUBLE, nullable);
      case DataType.Float64 f -> bound(DataType.DOUBLE, DataType.DOUBLE, nullable);
      default -> null;
    };
  }

  private static AggregateFunction extreme(String name, boolean max) {
    return new AggregateFunction(
        name,
        List.of(name + "(T) → T for numbers, text, bytes, booleans, dates, times and intervals"),
        max ? "The largest value." : "The smallest value.",
        name + "(price)",
        Catalogue::extremeType,
        binding -> extreme(binding, max));
  }

  private static AggregateFunctions.@Nullable Bound extremeType(
      List<Field> args, List<Object> params) {
    if (args.size() != 1 || !orderable(args.getFirst().type())) {
      return null;
    }
    DataType type = args.getFirst().type();
    return bound(type, type, args.getFirst().nullable());
  }

  static boolean orderable(DataType type) {
    return switch (type) {
      case DataType.ListOf l -> false;
      case DataType.MapOf m -> false;
      case DataType.Struct s -> false;
      case DataType.Json j -> false;
      default -> true;
    };
  }

  private static Accumulator extreme(Binding binding, boolean max) {
    DataType type = binding.argument();
    if (binding.retracts()) {
      return Collectors.extreme(binding, max);
    }
    return Ranks.covers(type)
        ? new RankExtreme(binding.column(), max, binding.mayBeEmpty())
        : new SlotExtreme(binding.column(), type, max, binding.memory());
  }

  private static AggregateFunction logical(String name, boolean and) {
    return new AggregateFunction(
        name,
        List.of(name + "(BOOLEAN) → BOOLEAN"),
        and ? "Whether all values are true." : "Whether some value is true.",
        name + "(price > 100)",
        (args, params) ->
            args.size() == 1 && args.getFirst().type() instanceof DataType.Bool
                ? bound(DataType.BOOLEAN, DataType.BOOLEAN, args.getFirst().nullable())
                : null,
        binding -> new Logical(binding.column(), and));
  }

  private static AggregateFunction bits(Bits.Kind kind) {
    String name = "bit_" + kind.name().toLowerCase(Locale.ROOT);
    return new AggregateFunction(
        name,
        List.of(name + "(T) → T for whole numbers"),
        "All values combined bit by bit with " + kind + ".",
        name + "(flags)",
        (args, params) ->
            args.size() == 1 && args.getFirst().type() instanceof DataType.Int type
                ? bound(type, type, args.getFirst().nullable())
                : null,
        binding -> new Bits(binding.column(), kind, binding.retracts()));
  }

  private static AggregateFunction statistic(Moments.Statistic statistic) {
    String name = statistic.name().toLowerCase(Locale.ROOT);
    int arity = name.startsWith("var_") || name.startsWith("stddev_") ? 1 : 2;
    return new AggregateFunction(
        name,
        List.of(name + (arity == 1 ? "(DOUBLE) → DOUBLE" : "(y DOUBLE, x DOUBLE) → DOUBLE")),
        describe(statistic),
        name + (arity == 1 ? "(price)" : "(price, quantity)"),
        (args, params) ->
            args.size() == arity && args.stream().allMatch(arg -> numeric(arg.type()))
                ? new AggregateFunctions.Bound(
                    args.stream().map(arg -> DataType.DOUBLE).toList(), DataType.DOUBLE, true)
                : null,
        binding ->
            new Moments(
                statistic, binding.column(), arity == 1 ? -1 : binding.call().args().get(1)));
  }

  static boolean numeric(DataType type) {
    return switch (type) {
      case DataType.Int i -> true;
      case DataType.Float32 f -> true;
      case DataType.Float64 f -> true;
      case DataType.Decimal d -> true;
      default -> false;
    };
  }

  private static String describe(Moments.Statistic statistic) {
    return switch (statistic) {
      case VAR_POP -> "The variance of all values.";
      case VAR_SAMP -> "The variance of a sample; null for fewer than two values.";
      case STDDEV_POP -> "The standard deviation of all values.";
      case STDDEV_SAMP -> "The standard deviation of a sample; null for fewer than two values.";
      case COVAR_POP -> "The covariance of all pairs.";
      case COVAR_SAMP -> "The covariance of a sample; null for fewer than two pairs.";
      case CORR -> "The correlation coefficient.";
      case REGR_SLOPE -> "The slope of the line that fits the pairs best (least squares).";
      case REGR_INTERCEPT -> "Where the line that fits the pairs best crosses x = 0.";
      case REGR_R2 -> "How well a line fits: the square of the correlation coefficient.";
      case REGR_AVGX -> "The mean of x over pairs without null.";
      case REGR_AVGY -> "The mean of y over pairs without null.";
      case REGR_SXX -> "The sum of squared differences of x from its mean.";
      case REGR_SYY -> "The sum of squared differences of y from its mean.";
      case REGR_SXY -> "The sum of products of the differences of x and y from their means.";
    };
  }
}
