package dev.laminar.internal.aggregate;

import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.AggregateCall;

/**
 * What an aggregate's accumulator has to know.
 *
 * @param retracts whether rows of the input can be retracted
 * @param mayBeEmpty whether a group can have a result without any value
 */
record Binding(
    AggregateCall call,
    Schema input,
    boolean retracts,
    boolean mayBeEmpty,
    AggregateMemory memory) {

  int column() {
    return call.args().getFirst();
  }

  DataType argument() {
    return input.field(column()).type();
  }
}
