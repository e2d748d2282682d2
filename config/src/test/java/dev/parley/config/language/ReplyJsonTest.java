package dev.parley.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1} | {"a":1}
          ```json {"a":1} ``` | {"a":1}
          Here you are: {"a":1} Anything else? | {"a":1}
          {"a":1,"b":{"c":[1,2]},"say":"Hel | {"a":1,"b":{"c":[1,2]}}
          {"a":1,"a":2} | {"a":2}
          """)
  void findsTheObject(String text, String object) {
    assertThat(ReplyJson.object(text, Optional.of("say")).map(JsonNode::toString)).contains(object);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no object", "[1,2]", "{", "}{", "{\"a\":", "null", "{]}"})
  void findsNoneWhereThereIsNone(String text) {
    assertThat(ReplyJson.object(text, Optional.empty())).isEmpty();
  }

  @Test
  void survivesDepth() {
    assertThat(ReplyJson.object("{\"a\":".repeat(100_000), Optional.empty())).isEmpty();
  }
}
