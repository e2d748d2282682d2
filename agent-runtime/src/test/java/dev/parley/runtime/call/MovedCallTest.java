package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallEvent;
import dev.parley.channel.voice.CallEvent.Trouble.Part;
import dev.parley.lead.Disposition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Speech is lost for good, and the call goes on by other means.
class MovedCallTest {
  private static final Duration WHILE = Duration.ofSeconds(8);

  private static SimulatedCall call(String language) {
    return SimulatedCall.movable(
            CallAgents.solar(language, "read_back: false"), CallDetails.Direction.INBOUND)
        .begin();
  }

  private static void isLost(SimulatedCall call, Part part) {
    call.happens(new CallEvent.Trouble(part, "quota_exceeded", false));
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'One moment, please.'",
    "es, 'Un momento, por favor.'",
    "pt, 'Um momento, por favor.'",
    "de, 'Einen Moment, bitte.'",
    "fr, 'Un instant, s''il vous plaît.'",
    "it, 'Un momento, per favore.'"
  })
  void whatWasBeingSaidGoesOnWhereItWasCut(String language, String bridge) {
    SimulatedCall whole = SimulatedCall.inbound(CallAgents.solar(language, "read_back: false"));
    whole.begin().pass(Duration.ofSeconds(20));
    SimulatedCall call = call(language);
    call.pass(Duration.ofSeconds(2));

    isLost(call, Part.SPEAKING);
    call.pass(Duration.ofSeconds(20));

    String turn = call.stored.getFirst().text();
    assertThat(turn).contains(bridge);
    assertThat(turn.replace(bridge + " ", "")).isEqualTo(whole.stored.getFirst().text());
    assertThat(call.state().disposition()).isEmpty();
    call.finishAndCheck();
  }

  @Test
  void theConversationComesToItsEnd() {
    SimulatedCall call = call("en");
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(WHILE);
    isLost(call, Part.HEARING);
    call.pass(WHILE);
    assertThat(call.lastAgentTurn()).contains("Could you say that again?");
    for (String words : new String[] {"912 345 678", "john@example.com", "I own it", "no thanks"}) {
      call.says(words);
      call.pass(Duration.ofSeconds(12));
    }
    call.finishAndCheck();

    assertThat(call.state().answer("full_name").filled()).isTrue();
    assertThat(call.state().answer("phone").filled()).isTrue();
    assertThat(call.state().disposition()).contains(Disposition.QUALIFIED);
  }

  @Test
  void aTurnThatIsBeingThoughtAboutIsAnsweredThere() {
    SimulatedCall call = call("en");
    call.modelTakes = () -> Duration.ofMillis(1_500);
    call.pass(Duration.ofSeconds(10));
    call.says("My name is John Smith");
    call.pass(Duration.ofMillis(3_200));
    isLost(call, Part.SPEAKING);
    call.pass(Duration.ofSeconds(12));

    assertThat(call.state().answer("full_name").filled()).isTrue();
    assertThat(call.lastAgentTurn()).contains("number").doesNotContain("say that again");
    call.finishAndCheck();
  }

  @ParameterizedTest
  @EnumSource
  void theSecondLossIsTheLast(Part part) {
    SimulatedCall call = call("en");
    call.pass(Duration.ofSeconds(2));
    isLost(call, part);
    call.pass(WHILE);
    isLost(call, part);
    call.pass(WHILE);
    call.finishAndCheck();

    assertThat(call.state().disposition()).contains(Disposition.CALLBACK);
    assertThat(call.done.stream().filter(Do.FallBack.class::isInstance)).hasSize(2);
  }
}
