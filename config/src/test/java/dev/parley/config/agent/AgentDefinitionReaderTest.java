package dev.parley.config.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.agent.AgentDefinitionReader.Refused;
import dev.parley.config.agent.AgentDefinitionReader.Result;
import dev.parley.config.binding.ChannelType;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AgentDefinitionReaderTest {
  private static final AgentDefinitionReader READER = new AgentDefinitionReader();
  private static final String SMALL =
      """
      agent: a
      name: A
      business: B
      languages: [pt]
      disclosure: Sou a A.
      questions: [{ id: phone, type: phone, ask: Telefone? }]
      """;

  private static Read accepted(String text, Format format) {
    Result result = READER.read(text, format);
    assertThat(result).isInstanceOf(Read.class);
    return (Read) result;
  }

  private static List<DefinitionError> refused(String text, Format format) {
    Result result = READER.read(text, format);
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).errors();
  }

  @Test
  void theGoodDefinitionIsGood() {
    assertThat(accepted(Spoiled.GOOD, Format.YAML).definition().questions()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("dev.parley.config.agent.SpoiledDefinitions#all")
  void namesThePathAndTheLineOfWhatIsWrong(Spoiled spoiled) {
    List<DefinitionError> errors = refused(spoiled.yaml(), Format.YAML);

    assertThat(errors)
        .anySatisfy(
            error -> {
              assertThat(error.path()).isEqualTo(spoiled.path());
              assertThat(error.code().wireName()).isEqualTo(spoiled.code());
              assertThat(error.message()).isNotBlank();
            });
    assertThat(errors).as("one fault, one or two errors").hasSizeLessThanOrEqualTo(2);
    List<String> lines = spoiled.yaml().lines().toList();
    assertThat(errors).allSatisfy(error -> assertThat(error.line()).isBetween(1, lines.size()));
  }

  @ParameterizedTest
  @MethodSource("dev.parley.config.agent.SpoiledDefinitions#all")
  void jsonIsRefusedForTheSameReasons(Spoiled spoiled) throws Exception {
    List<DefinitionError> yaml = refused(spoiled.yaml(), Format.YAML);
    if (yaml.stream().anyMatch(SpoiledJson::cannotBeWritten) || spoiled.to().contains("<<")) {
      return;
    }
    List<DefinitionError> json = refused(SpoiledJson.of(spoiled.yaml()), Format.JSON);

    assertThat(json)
        .extracting(DefinitionError::path, DefinitionError::code)
        .containsExactlyInAnyOrderElementsOf(
            yaml.stream()
                .map(error -> org.assertj.core.groups.Tuple.tuple(error.path(), error.code()))
                .toList());
  }

  @Test
  void reportsEverythingAtOnceInTheOrderOfTheText() {
    String text =
        Spoiled.GOOD
            .replace("agent: solar-consult", "agent: Solar")
            .replace("currency: EUR", "currency: EUX")
            .replace("turns: 60", "turns: 0")
            .replace("bill >= 150", "bil >= 150");

    assertThat(refused(text, Format.YAML))
        .extracting(DefinitionError::line, DefinitionError::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "agent"),
            org.assertj.core.groups.Tuple.tuple(18, "questions[3].currency"),
            org.assertj.core.groups.Tuple.tuple(19, "questions[4].when"),
            org.assertj.core.groups.Tuple.tuple(33, "limits.turns"));
  }

  @Test
  void pointsAtTheColumnOfTheOffendingValueOrKey() {
    assertThat(refused(SMALL.replace("type: phone", "type: fone"), Format.YAML).getFirst())
        .returns(6, DefinitionError::line)
        .returns(32, DefinitionError::column);
    assertThat(refused("{\n  \"agent\": 5 }", Format.JSON))
        .anySatisfy(
            error -> {
              assertThat(error.path()).isEqualTo("agent");
              assertThat(error.line()).isEqualTo(2);
              assertThat(error.column()).isEqualTo(12);
            });
  }

  @Test
  void fillsInWhatMayBeLeftOut() {
    AgentDefinition agent = accepted(SMALL, Format.YAML).definition();

    assertThat(agent.region()).isEqualTo("BR");
    assertThat(agent.timeZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(agent.limits()).isEqualTo(AgentDefinition.Limits.DEFAULT);
    assertThat(agent.greeting().chat().in("pt")).isEqualTo("Como posso ajudar hoje?");
    assertThat(agent.closing().in("pt")).contains("Obrigado");
    assertThat(agent.qualified()).isEmpty();
  }

  @Test
  void readsWhenAndHowItSpeaksFirst() {
    AgentDefinition agent = accepted(Spoiled.GOOD, Format.YAML).definition();

    assertThat(agent.outreach())
        .isEqualTo(
            new AgentDefinition.Outreach(
                new AgentDefinition.QuietHours(LocalTime.of(22, 30), LocalTime.of(7, 0)), 2, 5));
    assertThat(agent.followUp().orElseThrow().template())
        .contains(new AgentDefinition.Template("still_there", "pt_PT"));
    assertThat(agent.followUp().orElseThrow().channel()).isEmpty();
    assertThat(agent.followUp().orElseThrow().smsFallback()).isFalse();

    String elsewhere =
        "follow_up: { after: PT2H, say: Oi?, channel: whatsapp, sms_fallback: true }";
    AgentDefinition small = accepted(SMALL + elsewhere + "\n", Format.YAML).definition();

    assertThat(small.outreach()).isEqualTo(AgentDefinition.Outreach.DEFAULT);
    assertThat(small.followUp().orElseThrow().channel()).contains(ChannelType.WHATSAPP);
    assertThat(small.followUp().orElseThrow().smsFallback()).isTrue();
  }

  @Test
  void readsHowItBehavesOnTheTelephone() {
    String call =
        "call: { transfer: { to: '+351912345678', brief: Um cliente. }, voicemail: Ligamos depois.,"
            + " reason: O seu pedido., recording: ask, silence: PT5S, reprompts: 1,"
            + " keypad: false }\n";
    AgentDefinition.Calls calls = accepted(SMALL + call, Format.YAML).definition().call();

    assertThat(calls.transfer().orElseThrow().to()).isEqualTo("+351912345678");
    assertThat(calls.recording()).isEqualTo(AgentDefinition.Calls.Recording.ASK);
    assertThat(calls.silence()).isEqualTo(java.time.Duration.ofSeconds(5));
    assertThat(calls.reprompts()).isEqualTo(1);
    assertThat(calls.keypad()).isFalse();
    assertThat(calls.readBack()).isTrue();
    assertThat(accepted(SMALL, Format.YAML).definition().call())
        .isEqualTo(AgentDefinition.Calls.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "'transfer: { to: 12345 }', call.transfer.to",
    "'transfer: { to: \"0800\" }', call.transfer.to",
    "'silence: PT1S', call.silence",
    "'silence: long', call.silence",
    "'reprompts: 6', call.reprompts",
    "'recording: sometimes', call.recording",
    "'beep: true', call.beep"
  })
  void refusesWhatNoTelephoneDoes(String call, String path) {
    assertThat(refused(SMALL + "call: { " + call + " }\n", Format.YAML))
        .extracting(DefinitionError::path)
        .contains(path);
  }

  @Test
  void aBusyDayMakesABusyWeek() {
    AgentDefinition agent =
        accepted(SMALL + "outreach: { per_day: 4 }\n", Format.YAML).definition();

    assertThat(agent.outreach().perWeek()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "21:00, 08:00, 21:00, true",
    "21:00, 08:00, 20:59, false",
    "21:00, 08:00, 00:00, true",
    "21:00, 08:00, 07:59, true",
    "21:00, 08:00, 08:00, false",
    "12:00, 14:00, 13:59, true",
    "12:00, 14:00, 14:00, false",
    "12:00, 14:00, 11:59, false"
  })
  void quietHoursMayCrossMidnight(LocalTime from, LocalTime until, LocalTime time, boolean quiet) {
    assertThat(new AgentDefinition.QuietHours(from, until).contain(time)).isEqualTo(quiet);
  }

  @Test
  void aLanguageWithoutBuiltInWordsMustBringItsOwn() {
    assertThat(refused(SMALL.replace("[pt]", "[fi]"), Format.YAML))
        .extracting(DefinitionError::path)
        .containsExactlyInAnyOrder("greeting", "closing");
  }

  @Test
  void qualifiedNeedsNoCondition() {
    AgentDefinition agent =
        accepted(SMALL + "qualified: { say: Boa! }\n", Format.YAML).definition();

    assertThat(agent.qualified().orElseThrow().when()).isEmpty();
  }

  @Test
  void plainWordsFollowTheYaml12Rules() {
    String norwegian = SMALL.replace("[pt]", "[no]") + "greeting: { chat: on }\nclosing: 'yes'\n";

    AgentDefinition agent = accepted(norwegian, Format.YAML).definition();

    assertThat(agent.languages()).containsExactly("no");
    assertThat(agent.greeting().voice().in("no")).isEqualTo("on");
  }

  @Test
  void keepsWhatWasWrittenInCanonicalForm() {
    JsonNode tree = accepted(Spoiled.GOOD.replace("min: 1,", "min: 1.50,"), Format.YAML).tree();

    assertThat(tree.at("/questions/3/min").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(tree.at("/questions/2/options").fieldNames())
        .toIterable()
        .containsExactly("owner", "tenant");
    assertThat(tree.has("region")).isTrue();
    assertThat(accepted(SMALL, Format.YAML).tree().has("region")).isFalse();
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    String shuffled = "name: A\n" + SMALL.replace("name: A\n", "");

    assertThat(accepted(shuffled, Format.YAML).tree().toString())
        .isEqualTo(accepted(SMALL, Format.YAML).tree().toString());
  }

  @Test
  void aliasesAreExpanded() {
    String text = SMALL + "greeting: { chat: &hello Olá!, voice: *hello }\n";

    assertThat(accepted(text, Format.YAML).definition().greeting().voice().in("pt"))
        .isEqualTo("Olá!");
  }

  @Test
  void aConditionMayReadALaterQuestionBesideAnEarlierOne() {
    String text =
        Spoiled.GOOD.replace("when: bill >= 150", "when: bill >= 150 || timeline != null");

    assertThat(accepted(text, Format.YAML).definition().questions().get(4).when().orElseThrow())
        .satisfies(when -> assertThat(when.holds(Map.of("bill", 150))).isTrue());
  }

  @Test
  void bytesMustBeUtf8() {
    assertThat(READER.read(new byte[] {'a', (byte) 0xC3, '('}, Format.YAML))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.errors().getFirst().code())
                    .isEqualTo(DefinitionErrorCode.BAD_SYNTAX));
    assertThat(READER.read(SMALL.getBytes(StandardCharsets.UTF_8), Format.YAML))
        .isInstanceOf(Read.class);
  }
}
