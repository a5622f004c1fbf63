package dev.laminar.sql;

import dev.laminar.data.Schema;
import dev.laminar.internal.plan.SinkTable;

/** Says where the rows of a SELECT that stands alone go. */
@FunctionalInterface
public interface PreviewTables {

  /**
   * Makes the table that takes a query's rows.
   *
   * @param number which SELECT of the text it is, from 1
   * @param updating whether rows can be retracted
   */
  SinkTable create(int number, Schema schema, boolean updating);
}
