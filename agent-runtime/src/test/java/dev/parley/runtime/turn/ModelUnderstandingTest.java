package dev.parley.runtime.turn;

import static dev.parley.runtime.turn.SolarAgent.request;
import static dev.parley.runtime.turn.SolarAgent.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.language.ModelAttempt;
import dev.parley.config.language.Outcome;
import dev.parley.config.language.ScriptedModel;
import dev.parley.runtime.flow.Proposal;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import dev.parley.runtime.understanding.UnderstandingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelUnderstandingTest {
  private static final Proposal BUILT_IN =
      new Proposal(
          List.of(new ProposedAnswer("full_name", "Rui", "Rui", Kind.STATED)),
          Optional.empty(),
          Optional.empty(),
          Proposal.Intent.CONTINUE,
          Optional.of("en"),
          Optional.empty(),
          "");
  private static final UnderstandingRequest RUI =
      request(state(Map.of(), Optional.of("full_name")), List.of("Your name?"), "I'm Rui, hi");

  private static Understood understand(ScriptedModel model) {
    return new ModelUnderstanding(model, request -> BUILT_IN, PromptLimits.DEFAULT).understand(RUI);
  }

  @Test
  void proposesWhatTheModelUnderstood() {
    ScriptedModel model =
        ScriptedModel.saying(
            "{\"answers\":[{\"question\":\"full_name\",\"value\":\"Rui\",\"quote\":\"I'm Rui\","
                + "\"kind\":\"stated\"}],\"fact\":\"none\",\"objection\":\"none\","
                + "\"intent\":\"continue\",\"language\":\"en\",\"asks\":\"roof\","
                + "\"reply\":\"Thanks, Rui! Do you own or rent?\"}");
    Understood understood = understand(model);
    assertThat(understood.proposal().answers())
        .containsExactly(new ProposedAnswer("full_name", "Rui", "I'm Rui", Kind.STATED));
    assertThat(understood.proposal().asks()).contains("roof");
    assertThat(understood.proposal().reply()).isEqualTo("Thanks, Rui! Do you own or rent?");
    assertThat(understood.attempts())
        .extracting(ModelAttempt::outcome)
        .containsExactly(Outcome.ANSWERED);
    assertThat(model.requests()).hasSize(1);
    assertThat(model.requests().getFirst().streamed()).contains("reply");
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"CONNECTION", "OUT_OF_TIME", "REFUSED", "COOLING", "BUSY", "UNAUTHORIZED"})
  void fallsBackForThisTurnWhenNoModelAnswers(Outcome outcome) {
    ScriptedModel model = new ScriptedModel().thenFails(outcome);
    Understood understood = understand(model);
    assertThat(understood.proposal()).isEqualTo(BUILT_IN);
    assertThat(understood.attempts()).extracting(ModelAttempt::outcome).containsExactly(outcome);
  }

  @Test
  void fallsBackWhenTheAnswerCannotBeReadButCountsItsCost() {
    Understood understood = understand(ScriptedModel.saying("Hello! I am a language model."));
    assertThat(understood.proposal()).isEqualTo(BUILT_IN);
    assertThat(understood.attempts().getFirst().tokens().output()).isPositive();
  }

  @Test
  void usesTheWholeMembersOfAnAnswerThatWasCutShort() {
    ScriptedModel model =
        new ScriptedModel()
            .thenIsCutShort(
                "{\"answers\":[],\"fact\":\"price\",\"intent\":\"continue\",\"reply\":\"Systems"
                    + " sta");
    Understood understood = understand(model);
    assertThat(understood.proposal().fact()).contains("price");
    assertThat(understood.proposal().reply()).isEmpty();
  }

  @Test
  void proposesNothingWhenCancelled() {
    Understood understood = understand(new ScriptedModel().thenIsCancelled());
    assertThat(understood.proposal()).isEqualTo(Proposal.NOTHING);
    assertThat(understood.attempts()).hasSize(1);
  }

  private static final String HEAD =
      "{\"answers\":[{\"question\":\"full_name\",\"value\":\"Rui\",\"quote\":\"I'm Rui\","
          + "\"kind\":\"stated\"}],\"fact\":\"none\",\"objection\":\"none\","
          + "\"intent\":\"continue\",\"language\":\"en\",\"asks\":\"roof\",";

  private final StringBuilder heard = new StringBuilder();
  private final ReplyListener listener =
      new ReplyListener() {
        @Override
        public void opened(Proposal proposal) {
          heard.append('[').append(proposal.answers().size()).append(proposal.asks().orElse(""));
          heard.append(proposal.reply()).append(']');
        }

        @Override
        public void text(String piece) {
          heard.append(piece);
        }
      };

  private Understood listen(ScriptedModel model) {
    return new ModelUnderstanding(model, request -> BUILT_IN, PromptLimits.DEFAULT)
        .understand(RUI, listener);
  }

  @Test
  void handsTheReplyOutWhileItIsWrittenOnceTheRestIsKnown() {
    Understood whole = listen(ScriptedModel.saying(HEAD + "\"reply\":\"Own or rent?\"}"));
    assertThat(heard).hasToString("[1roof]Own or rent?");
    assertThat(whole.proposal().reply()).isEqualTo("Own or rent?");
    assertThat(whole.proposal().asks()).contains("roof");
  }

  @Test
  void handsOutNoReplyThatComesBeforeTheRest() {
    Understood whole =
        listen(
            ScriptedModel.saying("{\"reply\":\"Own or rent?\"," + HEAD.substring(1) + "\"x\":1}"));
    assertThat(heard).isEmpty();
    assertThat(whole.proposal().reply()).isEqualTo("Own or rent?");
    assertThat(whole.proposal().answers()).hasSize(1);
  }

  @Test
  void whatWasOpenedStandsWhereTheReplyBreaksOff() {
    Understood whole =
        listen(new ScriptedModel().thenIsCutShort(HEAD + "\"reply\":\"Thanks, Rui. Do you"));
    assertThat(heard).hasToString("[1roof]Thanks, Rui. Do you");
    assertThat(whole.proposal().answers()).hasSize(1);
    assertThat(whole.proposal().reply()).isEmpty();
  }

  @Test
  void whatFollowsTheReplyChangesNothingOfWhatWasOpened() {
    Understood whole =
        listen(
            ScriptedModel.saying(
                HEAD + "\"reply\":\"Own or rent?\",\"answers\":[],\"intent\":\"opt_out\"}"));
    assertThat(whole.proposal().answers()).hasSize(1);
    assertThat(whole.proposal().intent()).isEqualTo(Proposal.Intent.CONTINUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "es | Es mío, y pago unos 120 al mes | es mío",
        "pt | O prédio é meu | é meu",
        "de | Das Haus gehört mir | gehört mir",
        "fr | C'est à moi, évidemment | C'est à moi",
        "it | È di mia proprietà | di mia proprietà",
        "ja | 自分の家です | 自分の家",
      })
  void keepsQuotesOfEveryLanguageLetterByLetter(String language, String says, String quote) {
    ScriptedModel model =
        ScriptedModel.saying(
            "{\"answers\":[{\"question\":\"roof\",\"value\":\"owner\",\"quote\":\"%s\",\"kind\":\"stated\"}],\"language\":\"%s\",\"intent\":\"continue\"}"
                .formatted(quote, language));
    Understood understood =
        new ModelUnderstanding(model, request -> BUILT_IN, PromptLimits.DEFAULT)
            .understand(request(state(Map.of(), Optional.of("roof")), List.of("?"), says));
    assertThat(understood.proposal().language()).contains(language);
    assertThat(understood.proposal().answers().getFirst().quote()).isEqualTo(quote);
    assertThat(model.requests().getFirst().situation()).contains(says);
  }
}
