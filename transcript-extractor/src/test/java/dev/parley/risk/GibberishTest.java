package dev.parley.risk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GibberishTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "asdfgh",
        "qwerty",
        "xkjhqwz",
        "sdkjfhg",
        "zxcvbn",
        "Ghjklrt Sdfghj",
        "bcdfghjk",
        "aaaaaa",
        "Xqzvbk",
        "fjdkslq",
        "wqxzjk lkjhgf"
      })
  void knowsWhatIsTypedAtRandom(String text) {
    assertThat(Gibberish.isLikely(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Krzysztof Strzelczyk",
        "Goldschmidt",
        "Ng",
        "Nguyễn Thị Minh Khai",
        "Hrvoje Hrvatin",
        "Zdzisław Brzęczyszczykiewicz",
        "João Gonçalves",
        "Siobhán O'Shaughnessy",
        "Xochitl Quetzalcoatl",
        "Schwarzenegger",
        "Wright",
        "Sjöström",
        "Szczepański",
        "Bjørn Hjelmqvist",
        "Mrs Smyth",
        "Robert",
        "Oluwaseun Adébáyò",
        "Thiruvengadam Krishnamurthy",
        "Łukasz Wójcik",
        "山田太郎",
        "Александр Пушкин",
        "Knightsbridge",
        "Phylicia Rhys-Jones",
        "Dwyfor Llwyd",
        "Vlad Dmytryshyn"
      })
  void takesNamesOfManyLandsForNames(String text) {
    assertThat(Gibberish.isLikely(text)).isFalse();
  }
}
