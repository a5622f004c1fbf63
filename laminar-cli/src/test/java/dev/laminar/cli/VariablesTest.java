package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laminar.LaminarException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

  private final Variables variables = new Variables(Map.of("name", "LAS", "cost", "$5"));

  @Test
  void bothForms_areReplaced_evenWithinQuotes() {
    assertThat(variables.replaceIn("a = '$name' or b = '${name}s' or ${ name }"))
        .isEqualTo("a = 'LAS' or b = 'LASs' or LAS");
  }

  @Test
  void value_isTakenAsItIs() {
    assertThat(variables.replaceIn("'$cost\\1'")).isEqualTo("'$5\\1'");
  }

  @Test
  void functionBodiesAndLoneDollars_areLeftAlone() {
    assertThat(variables.replaceIn("as $$ return $name; $$ and '$' and '$1' and '$name'"))
        .isEqualTo("as $$ return $name; $$ and '$' and '$1' and 'LAS'");
  }

  @Test
  void unknownName_saysWhereAndWhatIsGiven() {
    LaminarException error =
        catchThrowableOfType(
            LaminarException.class, () -> variables.replaceIn("select 1;\nselect '$nmae';"));
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(9);
    assertThat(error)
        .hasMessageContaining(
            "variable 'nmae' has no value (given are [cost, name]); give it with -D nmae=value");
  }
}
