package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final AgentDefinition agent = CallAgents.solar("en", "");
  private final Keys keys = new Keys();

  private Question question(String id) {
    return agent.question(id).orElseThrow();
  }

  private boolean press(String digits, Question open) {
    boolean whole = false;
    for (int i = 0; i < digits.length(); i++) {
      whole = keys.press(digits.charAt(i), open);
    }
    return whole;
  }

  @Test
  void digitsOfANumberEndWithTheHashKey() {
    Question phone = question("phone");

    assertThat(press("912345678", phone)).isFalse();
    assertThat(keys.press('#', phone)).isTrue();
    assertThat(keys.take(agent, phone, "en")).contains("912345678");
    assertThat(keys.isEmpty()).isTrue();
  }

  @Test
  void theStarBeginsAnew() {
    Question phone = question("phone");

    assertThat(press("91*12#", phone)).isTrue();
    assertThat(keys.take(agent, phone, "en")).contains("12");
  }

  @Test
  void aHashAloneIsNoAnswer() {
    assertThat(press("#", question("phone"))).isFalse();
    assertThat(keys.take(agent, question("phone"), "en")).isEmpty();
  }

  @Test
  void lettersAndMoreThanTwentyDigitsAreNotTaken() {
    Question phone = question("phone");

    press("ABCD" + "1".repeat(30), phone);

    assertThat(keys.take(agent, phone, "en")).contains("1".repeat(20));
  }

  @Test
  void oneKeyIsThePlaceOfAnOption() {
    Question roof = question("roof");

    assertThat(press("2", roof)).isTrue();
    assertThat(keys.take(agent, roof, "en")).contains("Rent");
    assertThat(press("1", question("battery"))).isTrue();
    assertThat(keys.take(agent, question("battery"), "en"))
        .hasValueSatisfying(word -> assertThat(word).isEqualToIgnoringCase("yes"));
  }

  @Test
  void aKeyThatStandsForNoOptionIsNoAnswer() {
    for (String key : new String[] {"0", "3", "9"}) {
      assertThat(press(key, question("roof"))).isTrue();
      assertThat(keys.take(agent, question("roof"), "en")).as(key).isEmpty();
      assertThat(keys.isEmpty()).isTrue();
    }
  }

  @Test
  void onlyChoicesAreOfferedByKey() {
    assertThat(Keys.offer(agent, question("roof"), "en"))
        .contains("Press 1 for Own. Press 2 for Rent.");
    assertThat(Keys.offer(agent, question("phone"), "en")).isEmpty();
    assertThat(Keys.offer(agent, question("battery"), "en")).isEmpty();
    assertThat(Keys.type(question("email"))).isEqualTo(Keys.Kind.NONE);
    assertThat(Keys.type(question("full_name"))).isEqualTo(Keys.Kind.NONE);
  }
}
