package dev.parley.runtime.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Proposal.Intent;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.runtime.turn.ProposalReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalReaderTest {
  private static final String WHOLE =
      """
      {"answers":[{"question":"monthly_bill","value":"120 EUR","quote":"about 120 a month",
      "kind":"stated"}],"fact":"price","objection":"none","intent":"continue","language":"pt",
      "asks":"battery","reply":"Got it. Would you like a battery quote too?"}""";
  private static final ProposedAnswer BILL =
      new ProposedAnswer("monthly_bill", "120 EUR", "about 120 a month", Kind.STATED);

  private final ProposalReader reader = new ProposalReader(SolarAgent.DEFINITION);

  private Proposal read(String text) {
    Reading reading = reader.read(text);
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).proposal();
  }

  private Proposal readAnswer(String answer) {
    return read("{\"answers\":[" + answer + "],\"intent\":\"continue\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "```json\n%s\n```",
        "Sure! Here is the JSON:\n\n%s\n\nLet me know {if} you need more.",
        "\uFEFF  %s  ",
      })
  void readsAProposalWhateverStandsAroundIt(String around) {
    Proposal proposal = read(around.formatted(WHOLE));
    assertThat(proposal.answers()).containsExactly(BILL);
    assertThat(proposal.fact()).contains("price");
    assertThat(proposal.objection()).isEmpty();
    assertThat(proposal.intent()).isEqualTo(Intent.CONTINUE);
    assertThat(proposal.language()).contains("pt");
    assertThat(proposal.asks()).contains("battery");
    assertThat(proposal.reply()).isEqualTo("Got it. Would you like a battery quote too?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "I'm sorry, I can't help with that.",
        "null",
        "[]",
        "[{\"question\":\"roof\"}]",
        "\"{}\"",
        "{}",
        "{\"foo\":1}",
        "{\"answers\"",
        "{\"answers\":[{\"question\":\"roof\",\"val",
        "{{{{",
        "{\"answers\":}"
      })
  void findsNothingToReadWhereThereIsNothing(String text) {
    assertThat(reader.read(text)).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void neverThrowsWhereverAnAnswerIsCut() {
    for (int end = 0; end < WHOLE.length(); end++) {
      Reading reading = reader.read(WHOLE.substring(0, end));
      if (reading instanceof Reading.Read(Proposal proposal)) {
        assertThat(proposal.answers()).containsExactly(BILL);
        assertThat(proposal.reply()).as("half a reply is none").isEmpty();
      }
    }
    assertThat(read(WHOLE.substring(0, WHOLE.length() - 10)).asks()).contains("battery");
  }

  @Test
  void keepsWhatIsWholeInBrokenJson() {
    Proposal proposal =
        read(
            "{\"answers\":[{\"question\":}],\"fact\":\"price\",\"intent\":\"handoff\",\"reply\":x}");
    assertThat(proposal.answers()).isEmpty();
    assertThat(proposal.fact()).contains("price");
    assertThat(proposal.intent()).isEqualTo(Intent.HANDOFF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"question\":\"score\",\"value\":\"100\",\"quote\":\"x\",\"kind\":\"stated\"}",
        "{\"question\":\"Roof\",\"value\":\"owner\",\"quote\":\"x\",\"kind\":\"stated\"}",
        "{\"question\":null,\"value\":\"owner\",\"quote\":\"x\",\"kind\":\"stated\"}",
        "{\"question\":[\"roof\"],\"value\":\"owner\",\"quote\":\"x\",\"kind\":\"stated\"}",
        "{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"x\",\"kind\":\"guessed\"}",
        "{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"x\",\"kind\":7}",
        "{\"question\":\"roof\",\"value\":{\"id\":\"owner\"},\"quote\":\"x\",\"kind\":\"stated\"}",
        "{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"  \",\"kind\":\"stated\"}",
        "{\"question\":\"roof\",\"value\":\"owner\",\"quote\":5,\"kind\":\"stated\"}",
        "{\"question\":\"roof\",\"value\":\"owner\",\"kind\":\"stated\"}",
        "{\"question\":\"roof\",\"value\":\"\",\"quote\":\"x\",\"kind\":\"corrected\"}",
        "{\"question\":\"roof\",\"value\":null,\"quote\":\"x\",\"kind\":\"stated\"}",
        "\"roof\"",
        "null",
        "[]"
      })
  void dropsAnAnswerThatMeansNothing(String answer) {
    assertThat(readAnswer(answer).answers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | stated | 120 | STATED",
        "120.50 | 'Corrected ' | 120.5 | CORRECTED",
        "true | stated | yes | STATED",
        "false | stated | no | STATED",
        "null | confirmed | '' | CONFIRMED",
        "\"whatever\" | REFUSED | '' | REFUSED",
      })
  void takesWhatPlainlyStandsForAText(String value, String kind, String read, Kind readKind) {
    Proposal proposal =
        readAnswer(
            "{\"question\":\"battery\",\"value\":%s,\"quote\":\"q\",\"kind\":\"%s\"}"
                .formatted(value, kind));
    assertThat(proposal.answers())
        .containsExactly(new ProposedAnswer("battery", read, "q", readKind));
  }

  @Test
  void takesAnAnswerWithoutAKindAsStated() {
    assertThat(
            readAnswer("{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"mine\"}").answers())
        .containsExactly(new ProposedAnswer("roof", "owner", "mine", Kind.STATED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"fact\":\"discount\",\"objection\":\"price\",\"asks\":\"age\"",
        "\"fact\":null,\"objection\":null,\"asks\":null",
        "\"fact\":\"none\",\"objection\":\"\",\"asks\":\"NONE\"",
        "\"fact\":1,\"objection\":{},\"asks\":[\"roof\"]",
      })
  void knowsOnlyTheAgentsOwnIds(String members) {
    Proposal proposal = read("{\"intent\":\"buy_now\",\"language\":5," + members + "}");
    assertThat(proposal).isEqualTo(Proposal.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "pt, pt",
    "PT, pt",
    "de, de",
    "pt-BR, pt-br",
    "other, ",
    "none, ",
    "klingonish, ",
    "'', "
  })
  void readsALanguageTag(String written, String read) {
    Proposal proposal = read("{\"answers\":[],\"language\":\"%s\"}".formatted(written));
    assertThat(proposal.language().orElse(null)).isEqualTo(read);
  }

  @Test
  void cutsWhatIsTooLongWithoutBreakingACharacter() {
    String smile = "😀";
    Proposal proposal =
        read(
            "{\"answers\":[{\"question\":\"roof\",\"value\":\"%s\",\"quote\":\"a%s\",\"kind\":\"stated\"}],\"reply\":\"%s\"}"
                .formatted("v".repeat(9_000), smile.repeat(2_000), "r".repeat(90_000)));
    ProposedAnswer answer = proposal.answers().getFirst();
    assertThat(answer.value()).hasSize(ProposalReader.VALUE_CHARS_MAX);
    assertThat(answer.quote()).hasSize(ProposalReader.QUOTE_CHARS_MAX - 1).endsWith(smile);
    assertThat(proposal.reply()).hasSize(ProposalReader.REPLY_CHARS_MAX);
  }

  @Test
  void takesSoManyAnswersAndNoMore() {
    String answer =
        "{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"q\",\"kind\":\"stated\"},";
    Proposal proposal = readAnswer(answer.repeat(500) + "null");
    assertThat(proposal.answers()).hasSize(ProposalReader.ANSWERS_MAX);
  }

  @Test
  void survivesNestingWithoutEnd() {
    assertThat(reader.read("{\"answers\":" + "[".repeat(100_000)))
        .isInstanceOf(Reading.Unreadable.class);
    assertThat(reader.read("{\"a\":".repeat(100_000))).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void foldsTheReplyIntoOneLine() {
    assertThat(read("{\"reply\":\"  Hello!\\n\\n How are\\tyou? \"}").reply())
        .isEqualTo("Hello! How are you?");
  }
}
