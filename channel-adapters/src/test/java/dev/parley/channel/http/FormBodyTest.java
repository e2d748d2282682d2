package dev.parley.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
  private static Map<String, List<String>> read(String body) {
    return FormBody.read(body.getBytes(UTF_8), 100).orElseThrow().sorted();
  }

  @Test
  void readsEveryParameterOfAForm() {
    assertThat(read("To=%2B15005550006&Body=a+b%26c%3D%F0%9F%91%8D&FromCity=&flag&=x&Body=2"))
        .isEqualTo(
            Map.of(
                "To", List.of("+15005550006"),
                "Body", List.of("a b&c=👍", "2"),
                "FromCity", List.of(""),
                "flag", List.of(""),
                "", List.of("x")));
    assertThat(read("")).isEmpty();
    assertThat(read("&&a=1&")).isEqualTo(Map.of("a", List.of("1")));
    assertThat(read("a=1=2%3d")).isEqualTo(Map.of("a", List.of("1=2=")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "%c3=1", "a=%ed%a0%80"})
  void refusesWhatIsNoForm(String body) {
    assertThat(FormBody.read(body.getBytes(UTF_8), 100)).isEmpty();
  }

  @Test
  void refusesTooManyParameters() {
    assertThat(FormBody.read("a=1&b=2".getBytes(UTF_8), 2)).isPresent();
    assertThat(FormBody.read("a=1&b=2&c=3".getBytes(UTF_8), 2)).isEmpty();
  }
}
