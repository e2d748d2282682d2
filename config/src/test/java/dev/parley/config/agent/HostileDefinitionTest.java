package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Refused;
import dev.parley.config.agent.AgentDefinitionReader.Result;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts that mean harm, or nothing at all.
@Timeout(20)
final class HostileDefinitionTest {
  private static final AgentDefinitionReader READER = new AgentDefinitionReader();

  private static DefinitionError onlyError(String text, Format format) {
    Result result = READER.read(text, format);
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).errors()).hasSize(1);
    return ((Refused) result).errors().getFirst();
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", Format.YAML, "bad_syntax"),
        Arguments.of("", Format.JSON, "bad_syntax"),
        Arguments.of("   \n# nothing\n", Format.YAML, "bad_syntax"),
        Arguments.of("just words", Format.YAML, "wrong_type"),
        Arguments.of("[1, 2]", Format.JSON, "wrong_type"),
        Arguments.of("null", Format.JSON, "wrong_type"),
        Arguments.of("{", Format.JSON, "bad_syntax"),
        Arguments.of("{} {}", Format.JSON, "bad_syntax"),
        Arguments.of("{'agent': 1}", Format.JSON, "bad_syntax"),
        Arguments.of("{\"a\": NaN}", Format.JSON, "bad_syntax"),
        Arguments.of("agent: [", Format.YAML, "bad_syntax"),
        Arguments.of("agent: a\n\tname: b", Format.YAML, "bad_syntax"),
        Arguments.of("---\nagent: a\n---\nagent: b\n", Format.YAML, "bad_syntax"),
        Arguments.of("agent: \u0001", Format.YAML, "bad_syntax"),
        Arguments.of("agent: *nobody", Format.YAML, "bad_syntax"),
        Arguments.of("agent: &a [*a]", Format.YAML, "bad_syntax"),
        Arguments.of("? [a, b]\n: c", Format.YAML, "bad_syntax"),
        Arguments.of("agent: !!java/object:java.io.File /etc", Format.YAML, "bad_syntax"),
        Arguments.of("[".repeat(100_000), Format.YAML, "too_large"),
        Arguments.of("- ".repeat(100_000), Format.YAML, "too_large"),
        Arguments.of("{\"a\":".repeat(40_000), Format.JSON, "too_large"),
        Arguments.of("[".repeat(100_000), Format.JSON, "too_large"),
        Arguments.of("[" + "1,".repeat(30_000) + "1]", Format.JSON, "too_large"),
        Arguments.of("{\"a\": " + "9".repeat(1_000) + "}", Format.JSON, "too_large"),
        Arguments.of("a: " + "b".repeat(300_000), Format.YAML, "too_large"),
        Arguments.of(aliasBomb(), Format.YAML, "too_large"));
  }

  private static String aliasBomb() {
    return "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + IntStream.range(1, 10)
            .mapToObj(
                i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "x"))
            .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isRefusedWithOneClearError(String text, Format format, String code) {
    DefinitionError error = onlyError(text, format);

    assertThat(error.code().wireName()).isEqualTo(code);
    assertThat(error.message()).isNotBlank().hasSizeLessThan(400);
  }

  @Test
  void saysWhereTheSyntaxBreaks() {
    assertThat(onlyError("agent: a\nname: [b\nbusiness: c\n", Format.YAML).line()).isEqualTo(3);
    assertThat(onlyError("{\n  \"agent\": oops }", Format.JSON).line()).isEqualTo(2);
  }

  @Test
  void aThousandMistakesAreReportedUpToABound() {
    String text =
        Spoiled.GOOD
            + IntStream.range(0, 1_000)
                .mapToObj(i -> "key" + i + ": 1\n")
                .collect(Collectors.joining());

    assertThat(READER.read(text, Format.YAML))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.errors()).hasSize(100));
  }

  @Test
  void aKeyIsNeverEchoedRaw() {
    DefinitionError error =
        onlyError(Spoiled.GOOD + "\"a\\nb\\\"c" + "d".repeat(500) + "\": 1\n", Format.YAML);

    assertThat(error.message()).doesNotContain("\n").hasSizeLessThan(600);
    assertThat(error.path()).hasSizeLessThan(100);
  }

  @RepeatedTest(40)
  void noMutilationMakesTheReaderThrow(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int round = 0; round < 25; round++) {
      String text = mutilated(Spoiled.GOOD, random);
      assertThatCode(() -> READER.read(text, Format.YAML)).as(text).doesNotThrowAnyException();
      assertThatCode(() -> READER.read(text, Format.JSON)).as(text).doesNotThrowAnyException();
    }
  }

  private static String mutilated(String text, Random random) {
    StringBuilder mutilated = new StringBuilder(text);
    List<String> pieces =
        List.of(
            "{", "}", "[", "]", ":", ",", "\n", "  ", "'", "\"", "&a ", "*a", "!", "? ", "- ", "|",
            ">", "#", "null", "true", "1e9", "-1", "\u0000", "\uD800", "é", "when: ", "id: in",
            "\t");
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      int at = random.nextInt(mutilated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutilated.delete(at, Math.min(mutilated.length(), at + 1 + random.nextInt(12)));
        case 1 -> mutilated.insert(at, pieces.get(random.nextInt(pieces.size())));
        default ->
            mutilated.insert(
                at,
                text,
                Math.max(0, at - 30) % text.length(),
                Math.min(text.length(), Math.max(0, at - 30) % text.length() + 20));
      }
    }
    return mutilated.toString();
  }
}
