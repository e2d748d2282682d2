package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.FlowState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The last rung of the ladder: a question that hearing did not settle goes out as a text message.
class TextedQuestionTest {
  /// The name was turned down as it was heard and as it was spelled.
  private static SimulatedCall turnedDownTwice(String language) {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar(language, "")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("John Smith");
    call.pass(Duration.ofSeconds(9));
    call.says("no");
    call.pass(Duration.ofSeconds(9));
    call.says("Jon Smit");
    call.pass(Duration.ofSeconds(9));
    call.says("no");
    call.pass(Duration.ofSeconds(10));
    return call;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es", "pt", "de", "fr", "it"})
  void whatWasTurnedDownTwiceIsAskedByTextMessage(String language) {
    SimulatedCall call = turnedDownTwice(language);
    assertThat(call.texts).hasSize(1).first().asString().startsWith("Sol Brilhante: ");
    assertThat(call.textAwaited).isTrue();

    call.pass(Duration.ofSeconds(10));
    assertThat(call.speaking()).as("it waits").isFalse();
    call.texted("Joan Smythe");
    call.pass(Duration.ofSeconds(10));

    assertThat(call.state().answer("full_name").said()).contains("Joan Smythe");
    assertThat(call.state().open()).contains("phone");
    assertThat(call.textAwaited).isFalse();
    call.finishAndCheck();
  }

  @Test
  void theAgentSaysThatTheMessageCame() {
    SimulatedCall call = turnedDownTwice("en");
    assertThat(call.lastAgentTurn()).contains("text message").contains("I'll wait");
    call.texted("Joan Smythe");
    call.pass(Duration.ofSeconds(10));

    assertThat(call.lastAgentTurn())
        .startsWith("Thank you, I got your message.")
        .endsWith("Which number can we call you on?");
    call.finishAndCheck();
  }

  @Test
  void whereNoMessageComesTheCallGoesOn() {
    SimulatedCall call = turnedDownTwice("en");
    call.pass(CallSettings.DEFAULT.textWait());
    call.pass(Duration.ofSeconds(6));

    assertThat(call.textAwaited).isFalse();
    assertThat(call.state().answer("full_name").status()).isEqualTo(FieldStatus.UNANSWERED);
    assertThat(call.lastAgentTurn()).contains("haven't got your message");
    assertThat(call.state().status()).isEqualTo(FlowState.Status.OPEN);
    call.finishAndCheck();
  }

  @Test
  void whereNoneCanBeSentItIsAskedAloud() {
    SimulatedCall call = turnedDownTwice("en");
    call.tell(new Input.TextFailed());
    call.textAwaited = false;
    call.pass(Duration.ofSeconds(8));
    assertThat(call.lastAgentTurn()).contains("can't send").contains("spell the name");
    call.says("Joan Smythe");
    call.pass(Duration.ofSeconds(10));
    call.says("yes");
    call.pass(Duration.ofSeconds(9));

    assertThat(call.state().answer("full_name").said()).contains("Joan Smythe");
    call.finishAndCheck();
  }

  @Test
  void whoSaysItAfterAllNeedNotWrite() {
    SimulatedCall call = turnedDownTwice("en");
    call.says("okay");
    call.pass(Duration.ofSeconds(4));
    assertThat(call.textAwaited).as("a nod is no answer").isTrue();
    call.says("my name is Joan Smythe");
    call.pass(Duration.ofSeconds(10));
    call.says("yes");
    call.pass(Duration.ofSeconds(9));

    assertThat(call.state().answer("full_name").status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(call.textAwaited).isFalse();
    call.finishAndCheck();
  }

  @Test
  void whatCanBeTypedOnTheKeysIsNotTexted() {
    SimulatedCall call = SimulatedCall.inbound(CallAgents.solar("en", "")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("John Smith");
    call.pass(Duration.ofSeconds(9));
    call.says("yes");
    call.pass(Duration.ofSeconds(9));
    for (int i = 0; i < 2; i++) {
      call.says("912 345 67" + i);
      call.pass(Duration.ofSeconds(12));
      call.says("no");
      call.pass(Duration.ofSeconds(10));
    }

    assertThat(call.texts).isEmpty();
    assertThat(call.lastAgentTurn()).contains("keys");
    call.finishAndCheck();
  }
}
