package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.agent.AgentDefinitionReader.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SamplesTest {
  private static final AgentDefinitionReader READER = new AgentDefinitionReader();

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsValidAndRich(Path sample) throws IOException {
    Read read = read(Files.readAllBytes(sample), Format.YAML);

    AgentDefinition agent = read.definition();
    assertThat(sample).hasFileName(agent.agent() + ".yaml");
    assertThat(agent.facts()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(agent.objections()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(agent.score()).isNotEmpty();
    assertThat(agent.followUp()).isPresent();
    assertThat(agent.questions()).anyMatch(question -> question.disqualify().isPresent());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleSpeaksEachOfItsLanguagesEverywhere(Path sample) throws IOException {
    AgentDefinition agent = read(Files.readAllBytes(sample), Format.YAML).definition();

    assertThat(wordings(agent))
        .allSatisfy(
            wording ->
                assertThat(wording.byLanguage().keySet())
                    .containsExactlyElementsOf(agent.languages()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleReadBackFromItsTreeIsTheSame(Path sample) throws IOException {
    Read first = read(Files.readAllBytes(sample), Format.YAML);
    Read second =
        read(
            first.tree().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), Format.JSON);

    assertThat(second.definition()).isEqualTo(first.definition());
    assertThat(second.tree()).hasToString(first.tree().toString());
  }

  @Test
  void theSolarAgentServesAPortugueseSpeaker() throws IOException {
    AgentDefinition solar =
        read(Files.readAllBytes(Path.of("samples/solar-consult.yaml")), Format.YAML).definition();

    assertThat(solar.disclosure().in("pt")).startsWith("Sou a Ana");
    assertThat(solar.question("roof").orElseThrow().ask().in("pt")).contains("arrendado");
    assertThat(solar.region()).isEqualTo("PT");
  }

  private static Stream<Wording> wordings(AgentDefinition agent) {
    Stream<Wording> fixed =
        Stream.of(
            agent.disclosure(), agent.greeting().chat(), agent.greeting().voice(), agent.closing());
    Stream<Wording> questions =
        agent.questions().stream()
            .flatMap(
                question ->
                    Stream.of(
                            Stream.of(question.ask()),
                            question.hint().stream(),
                            question.disqualify().map(Question.Disqualify::say).stream())
                        .flatMap(wordings -> wordings));
    Stream<Wording> rest =
        Stream.of(
                agent.facts().stream().map(AgentDefinition.Fact::say),
                agent.objections().stream().map(AgentDefinition.Objection::say),
                agent.handoff().map(AgentDefinition.Handoff::say).stream(),
                agent.qualified().map(AgentDefinition.Qualification::say).stream(),
                agent.followUp().map(AgentDefinition.FollowUp::say).stream())
            .flatMap(wordings -> wordings);
    return Stream.of(fixed, questions, rest).flatMap(wordings -> wordings);
  }

  private static Read read(byte[] bytes, Format format) {
    Result result = READER.read(bytes, format);
    assertThat(result).isInstanceOf(Read.class);
    return (Read) result;
  }
}
