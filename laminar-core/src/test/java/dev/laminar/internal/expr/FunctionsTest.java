package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionsTest {

  private static Expr column(DataType type) {
    return new Expr.ColumnRef(0, type, true);
  }

  private static Expr required(DataType type) {
    return new Expr.ColumnRef(0, type, false);
  }

  private static Expr text(String value) {
    return new Expr.Literal(value, DataType.TEXT);
  }

  private static DataType decimal(int precision, int scale) {
    return new DataType.Decimal(precision, scale);
  }

  @Test
  void numbers_meetInTheTypeThatHoldsBoth() {
    Expr integer = column(DataType.INTEGER);
    assertThat(Functions.call("+", integer, column(DataType.BIGINT)).type())
        .isEqualTo(DataType.BIGINT);
    assertThat(Functions.call("+", integer, column(decimal(10, 2))).type())
        .isEqualTo(decimal(13, 2));
    assertThat(Functions.call("*", column(decimal(10, 2)), column(decimal(5, 3))).type())
        .isEqualTo(decimal(15, 5));
    assertThat(Functions.call("/", column(decimal(10, 2)), column(DataType.DOUBLE)).type())
        .isEqualTo(DataType.DOUBLE);
    assertThat(Functions.call("/", integer, integer).type()).isEqualTo(DataType.INTEGER);
    assertThat(
            Functions.call(
                    "+", column(new DataType.Int(64, false)), column(new DataType.Int(64, true)))
                .type())
        .isEqualTo(decimal(21, 0));
  }

  @Test
  void literalText_takesTheTypeOfTheOtherSide() {
    Expr.Call compared =
        (Expr.Call) Functions.call(">=", column(DataType.TIMESTAMP), text("2024-01-01"));
    assertThat(compared.args().get(1).type()).isEqualTo(DataType.TIMESTAMP);
    assertThat(Functions.call("+", column(DataType.INTEGER), text("1")).type())
        .isEqualTo(DataType.INTEGER);
    assertThat(Functions.call("||", column(DataType.TEXT), column(DataType.BIGINT)).type())
        .isEqualTo(DataType.TEXT);
  }

  @Test
  void nullability_followsTheArguments() {
    assertThat(Functions.call("upper", required(DataType.TEXT)).nullable()).isFalse();
    assertThat(Functions.call("upper", column(DataType.TEXT)).nullable()).isTrue();
    assertThat(
            Functions.call("coalesce", column(DataType.TEXT), required(DataType.TEXT)).nullable())
        .isFalse();
    assertThat(Functions.call("is_null", column(DataType.TEXT)).nullable()).isFalse();
    assertThat(Functions.call("->", required(DataType.JSON), text("a")).nullable()).isTrue();
  }

  @Test
  void variables_areSettledByAllArguments() {
    DataType list = new DataType.ListOf(Field.of("element", DataType.BIGINT));
    assertThat(Functions.call("item", column(list), column(DataType.INTEGER)).type())
        .isEqualTo(DataType.BIGINT);
    assertThat(Functions.call("array", column(DataType.INTEGER), column(decimal(4, 1))).type())
        .isEqualTo(new DataType.ListOf(Field.of("element", decimal(11, 1))));
    DataType map = new DataType.MapOf(DataType.TEXT, Field.of("value", DataType.DOUBLE));
    assertThat(Functions.call("item", column(map), text("k")).type()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void caseWhen_hasTheCommonType() {
    Expr condition = Functions.call("is_null", column(DataType.TEXT));
    Expr result =
        Functions.caseWhen(
            List.of(new Expr.When(condition, required(DataType.INTEGER))),
            Optional.of(required(DataType.BIGINT)));
    assertThat(result.type()).isEqualTo(DataType.BIGINT);
    assertThat(result.nullable()).isFalse();
    assertThat(
            Functions.caseWhen(
                    List.of(new Expr.When(condition, required(DataType.INTEGER))), Optional.empty())
                .nullable())
        .isTrue();
  }

  @Test
  void wrongArguments_areRefusedWithTheCandidates() {
    assertThatThrownBy(() -> Functions.call("sqrt", column(DataType.TEXT)))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("got (TEXT)")
        .hasMessageContaining("sqrt(double)");
    assertThatThrownBy(() -> Functions.call("uper", column(DataType.TEXT)))
        .hasMessageContaining("did you mean upper?");
    assertThatThrownBy(() -> Functions.call("=", column(DataType.TEXT), column(DataType.BIGINT)))
        .hasMessageContaining("got (TEXT, BIGINT)");
    assertThatThrownBy(() -> Functions.cast(column(DataType.DATE), DataType.DOUBLE))
        .hasMessageContaining("DATE cannot be cast to DOUBLE");
  }
}
