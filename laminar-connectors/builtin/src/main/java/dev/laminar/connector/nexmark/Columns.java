package dev.laminar.connector.nexmark;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import java.util.List;

/** The columns of the tables. */
final class Columns {

  static final String EVENT_TYPE = "event_type";
  static final String EVENT_TIME = "event_time";
  static final String PERSON = "person";
  static final String AUCTION = "auction";
  static final String BID = "bid";

  private static final List<Field> PERSON_FIELDS =
      List.of(
          Field.required("id", DataType.BIGINT),
          Field.required("name", DataType.TEXT),
          Field.required("emailAddress", DataType.TEXT),
          Field.required("creditCard", DataType.TEXT),
          Field.required("city", DataType.TEXT),
          Field.required("state", DataType.TEXT),
          Field.required("dateTime", DataType.TIMESTAMP),
          Field.required("extra", DataType.TEXT));

  private static final List<Field> AUCTION_FIELDS =
      List.of(
          Field.required("id", DataType.BIGINT),
          Field.required("itemName", DataType.TEXT),
          Field.required("description", DataType.TEXT),
          Field.required("initialBid", DataType.BIGINT),
          Field.required("reserve", DataType.BIGINT),
          Field.required("dateTime", DataType.TIMESTAMP),
          Field.required("expires", DataType.TIMESTAMP),
          Field.required("seller", DataType.BIGINT),
          Field.required("category", DataType.BIGINT),
          Field.required("extra", DataType.TEXT));

  private static final List<Field> BID_FIELDS =
      List.of(
          Field.required("auction", DataType.BIGINT),
          Field.required("bidder", DataType.BIGINT),
          Field.required("price", DataType.BIGINT),
          Field.required("channel", DataType.TEXT),
          Field.required("url", DataType.TEXT),
          Field.required("dateTime", DataType.TIMESTAMP),
          Field.required("extra", DataType.TEXT));

  private Columns() {}

  static Schema of(NexmarkOptions.Form form) {
    return switch (form) {
      case PERSON -> new Schema(PERSON_FIELDS);
      case AUCTION -> new Schema(AUCTION_FIELDS);
      case BID -> new Schema(BID_FIELDS);
      case ALL ->
          Schema.of(
              Field.required(EVENT_TYPE, DataType.INTEGER),
              Field.of(PERSON, new DataType.Struct(PERSON_FIELDS)),
              Field.of(AUCTION, new DataType.Struct(AUCTION_FIELDS)),
              Field.of(BID, new DataType.Struct(BID_FIELDS)),
              Field.required(EVENT_TIME, DataType.TIMESTAMP));
    };
  }
}
