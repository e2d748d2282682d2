package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.binding.ChannelType;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop.",
        "Stop!!",
        "please stop",
        "stop please",
        "UNSUBSCRIBE",
        "Stop all",
        "Please don't contact me anymore",
        "take me off your list",
        "opt out",
        "don't text me again",
        "parar",
        "sair",
        "basta",
        "arrêtez",
        "stopp",
        "no me llamen más",
        "não me ligue mais",
        "Lassen Sie mich in Ruhe",
        "désabonnez-moi",
        "lasciatemi in pace",
        "leave me alone!!"
      })
  void isHeardOnEveryChannel(String text) {
    for (ChannelType channel : ChannelType.values()) {
      assertThat(heard(channel, text)).as(channel + " " + text).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "END", "quit", "BAJA", "fim", "annuler", "esci"})
  void carriersWordsCountWhereCarriersGiveThemThatMeaning(String text) {
    assertThat(heard(ChannelType.SMS, text)).isTrue();
    assertThat(heard(ChannelType.WEB, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?!",
        "I want to stop paying so much",
        "the bus stop is near",
        "don't call me at work",
        "stop by tomorrow",
        "can I cancel later?",
        "I stopped smoking",
        "how do I stop the leak",
        "para mañana",
        "no",
        "end of the month",
        "please don't call me Bob"
      })
  void otherWordsAreNone(String text) {
    assertThat(heard(ChannelType.WEB, text)).as(text).isFalse();
  }

  private static boolean heard(ChannelType channel, String text) {
    return OptOut.language(Scenario.agent("solar"), channel, text, Optional.empty()).isPresent();
  }
}
