package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PhrasesTest {
  @Test
  void everyLanguageHasEveryPhrase() {
    Set<String> english = Phrases.bundle("phrases", "en").keySet();
    for (String language : Phrases.LANGUAGES) {
      assertThat(Phrases.bundle("phrases", language).keySet()).as(language).isEqualTo(english);
      for (String key : english) {
        assertThat(Phrases.find(language, key, 0).orElseThrow()).as(language + key).isNotBlank();
      }
    }
  }

  @Test
  void fillsTheSameNamesInEveryLanguage() {
    for (String language : Phrases.LANGUAGES) {
      assertThat(Phrases.find(language, "below_min", 0).orElseThrow()).contains("{min}");
      assertThat(Phrases.find(language, "above_max", 0).orElseThrow()).contains("{max}");
      assertThat(Phrases.find(language, "which", 0).orElseThrow()).contains("{options}");
      assertThat(Phrases.find(language, "passed_on", 0).orElseThrow()).contains("{business}");
    }
  }

  @Test
  void everyLanguageKnowsEveryCue() {
    for (String language : Phrases.LANGUAGES) {
      for (Cue cue : Cue.values()) {
        String phrases = Phrases.bundle("cues", language).getString(cue.key());
        assertThat(Phrases.split(phrases, ";")).as(language + " " + cue).isNotEmpty();
        assertThat(Phrases.split(phrases, ";").stream().map(Folded::of))
            .as(language + " " + cue)
            .noneMatch(Folded::isEmpty);
      }
    }
  }

  @Test
  void variesFromTurnToTurnAndNeverByChance() {
    assertThat(Phrases.find("en", "ack", 1)).isEqualTo(Phrases.find("en", "ack", 1));
    assertThat(Phrases.find("en", "ack", 1)).isNotEqualTo(Phrases.find("en", "ack", 2));
    assertThat(Phrases.find("en", "ack", -7)).isPresent();
    assertThat(Phrases.find("nl", "ack", 0)).isEmpty();
  }
}
