package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

  static Stream<Arguments> examples() {
    return Functions.all().stream().map(f -> Arguments.of(f.name(), f.example(), f.result()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("examples")
  void example_givesItsResult(String name, String example, String result) {
    assertThat(Evaluation.text(example)).isEqualTo(result);
  }
}
