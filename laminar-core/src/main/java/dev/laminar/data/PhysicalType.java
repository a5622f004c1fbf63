package dev.laminar.data;

/**
 * How a {@link DataType} lies in memory and in generated code.
 *
 * <p>An interface of its own because of its default methods: initialising a class initialises the
 * interfaces above it that have some. In {@code DataType} itself, whose constants are instances of
 * its own members, two threads that touch a constant and a member first could wait for each other.
 */
sealed interface PhysicalType permits DataType {

  /** How the values lie in memory. */
  default DataType.Layout layout() {
    return switch ((DataType) this) {
      case DataType.Bool b -> DataType.Layout.BIT;
      case DataType.Int i ->
          switch (i.bits()) {
            case 8 -> DataType.Layout.I8;
            case 16 -> DataType.Layout.I16;
            case 32 -> DataType.Layout.I32;
            default -> DataType.Layout.I64;
          };
      case DataType.Float32 f -> DataType.Layout.F32;
      case DataType.Float64 f -> DataType.Layout.F64;
      case DataType.Decimal d -> DataType.Layout.I128;
      case DataType.Text t -> DataType.Layout.VIEW;
      case DataType.Bytes b -> DataType.Layout.VIEW;
      case DataType.Json j -> DataType.Layout.VIEW;
      case DataType.Date d -> DataType.Layout.I32;
      case DataType.MonthInterval m -> DataType.Layout.I32;
      case DataType.Time t -> DataType.Layout.I64;
      case DataType.Timestamp t -> DataType.Layout.I64;
      case DataType.TimeInterval t -> DataType.Layout.I64;
      case DataType.ListOf l -> DataType.Layout.LIST;
      case DataType.MapOf m -> DataType.Layout.LIST;
      case DataType.Struct s -> DataType.Layout.STRUCT;
    };
  }

  /** What holds one value in generated code. */
  default DataType.Carrier carrier() {
    return switch ((DataType) this) {
      case DataType.Bool b -> DataType.Carrier.BOOLEAN;
      case DataType.Decimal d ->
          d.precision() <= 18 ? DataType.Carrier.LONG : DataType.Carrier.INT128;
      case DataType.Float32 f -> DataType.Carrier.DOUBLE;
      case DataType.Float64 f -> DataType.Carrier.DOUBLE;
      case DataType.Text t -> DataType.Carrier.SLICE;
      case DataType.Bytes b -> DataType.Carrier.SLICE;
      case DataType.Json j -> DataType.Carrier.SLICE;
      case DataType.ListOf l -> DataType.Carrier.OBJECT;
      case DataType.MapOf m -> DataType.Carrier.OBJECT;
      case DataType.Struct s -> DataType.Carrier.OBJECT;
      case DataType.Int i -> DataType.Carrier.LONG;
      case DataType.Date d -> DataType.Carrier.LONG;
      case DataType.Time t -> DataType.Carrier.LONG;
      case DataType.Timestamp t -> DataType.Carrier.LONG;
      case DataType.MonthInterval m -> DataType.Carrier.LONG;
      case DataType.TimeInterval t -> DataType.Carrier.LONG;
    };
  }
}
