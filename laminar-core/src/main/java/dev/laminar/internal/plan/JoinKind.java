package dev.laminar.internal.plan;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import java.util.ArrayList;
import java.util.List;

/** What a join does with rows that find no match. */
public enum JoinKind {
  INNER(false, false),
  LEFT(false, true),
  RIGHT(true, false),
  FULL(true, true);

  private final boolean leftMayMiss;
  private final boolean rightMayMiss;

  JoinKind(boolean leftMayMiss, boolean rightMayMiss) {
    this.leftMayMiss = leftMayMiss;
    this.rightMayMiss = rightMayMiss;
  }

  /** Whether right rows without a match appear, with nulls on the left. */
  public boolean keepsRight() {
    return leftMayMiss;
  }

  /** Whether left rows without a match appear, with nulls on the right. */
  public boolean keepsLeft() {
    return rightMayMiss;
  }

  Schema output(Schema left, Schema right) {
    List<Field> fields = new ArrayList<>();
    left.fields().forEach(field -> fields.add(side(field, leftMayMiss)));
    right.fields().forEach(field -> fields.add(side(field, rightMayMiss)));
    return new Schema(fields);
  }

  private static Field side(Field field, boolean mayMiss) {
    return new Field(field.name(), field.type(), field.nullable() || mayMiss);
  }
}
