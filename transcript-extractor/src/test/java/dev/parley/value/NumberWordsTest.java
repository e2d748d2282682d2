package dev.parley.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberWordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"en", "es", "pt", "de", "fr", "it", "pl"})
  void readsEveryNumberAsIcuSpellsIt(String language) {
    RuleBasedNumberFormat speller =
        new RuleBasedNumberFormat(new ULocale(language), RuleBasedNumberFormat.SPELLOUT);
    for (String rules : speller.getRuleSetNames()) {
      if (!rules.startsWith("%spellout-cardinal") && !rules.equals("%spellout-numbering")) {
        continue;
      }
      if (rules.matches(
          ".*(genitive|dative|locative|instrumental|personal|animate|-n$|-r$|-s$|-m$).*")) {
        continue;
      }
      for (long number = 0; number < 130_000; number += number < 2_200 ? 1 : 371) {
        String spelled = speller.format(number, rules);
        Tokens tokens = Tokens.of(spelled.replaceAll("[\u00ad,]", ""));
        assertThat(NumberWords.at(tokens, 0, List.of(language)))
            .as("%s %s: %s", language, rules, spelled)
            .contains(new NumberWords.Words(number, tokens.size()));
      }
    }
  }
}
