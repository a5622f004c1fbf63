package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the dialect parses; the texts stand in accepted.sql. */
class DialectTest {
  static Stream<String> accepted() throws IOException {
    try (InputStream in = DialectTest.class.getResourceAsStream("accepted.sql")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split("\n---\n"));
    }
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void everyForm_parses(String text) {
    assertThatCode(() -> Statements.parse(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void whatIsWritten_parsesToTheSame(String text) {
    for (SqlNode query : queries(Statements.parse(text))) {
      String written = Written.sql(query);
      SqlNode again = Statements.parseQuery(written);
      assertThat(Written.sql(again)).isEqualTo(written);
    }
  }

  private static List<SqlNode> queries(List<Statement> statements) {
    return statements.stream()
        .flatMap(
            statement ->
                switch (statement) {
                  case Statement.Query query -> Stream.of(query.query());
                  case Statement.InsertInto insert -> Stream.of(insert.query());
                  case Statement.CreateView view -> Stream.of(view.query());
                  case Statement.CreateTable table -> Stream.ofNullable(table.query());
                  case Statement.Explain explain -> queries(List.of(explain.statement())).stream();
                  case Statement.CreateFunction ignored -> Stream.<SqlNode>empty();
                  case Statement.SetOption ignored -> Stream.<SqlNode>empty();
                  case Statement.Drop ignored -> Stream.<SqlNode>empty();
                  case Statement.Show ignored -> Stream.<SqlNode>empty();
                  case Statement.Describe ignored -> Stream.<SqlNode>empty();
                })
        .toList();
  }
}
