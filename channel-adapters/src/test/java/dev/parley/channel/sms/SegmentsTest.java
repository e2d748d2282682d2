package dev.parley.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
  private static final SmsSettings SETTINGS =
      SmsSettings.defaults(URI.create("https://h.example"), SmsSettings.TWILIO);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "160, 1",
    "161, 2",
    "306, 2",
    "307, 3",
    "1530, 10",
    "1531, 11",
  })
  void countsPlainText(int chars, int count) {
    assertThat(Segments.of("a".repeat(chars))).isEqualTo(new Segments(false, chars, count));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "70, 1", "71, 2", "134, 2", "135, 3"})
  void countsOtherScripts(int chars, int count) {
    assertThat(Segments.of("ж".repeat(chars))).isEqualTo(new Segments(true, chars, count));
  }

  @Test
  void countsTwoForWhatIsInTheExtension() {
    assertThat(Segments.of("€".repeat(80))).isEqualTo(new Segments(false, 160, 1));
    assertThat(Segments.of("€".repeat(81))).isEqualTo(new Segments(false, 162, 2));
    // 153 is odd: the 77th does not fit into the first part and goes whole into the second.
    assertThat(Segments.of("€".repeat(153)).count()).isEqualTo(3);
    assertThat(Segments.of("{}[]~\\|^\f")).isEqualTo(new Segments(false, 18, 1));
  }

  @Test
  void oneEmojiMakesEverythingDear() {
    assertThat(Segments.of("a".repeat(100) + "👍")).isEqualTo(new Segments(true, 102, 2));
    // 67 is odd: no pair is torn apart.
    assertThat(Segments.of("👍".repeat(67)).count()).isEqualTo(3);
    assertThat(Segments.of("👍".repeat(35))).isEqualTo(new Segments(true, 70, 1));
  }

  @Test
  void knowsTheAlphabet() {
    String whole =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    assertThat(Segments.of(whole)).isEqualTo(new Segments(false, 127, 1));
    for (String other : List.of("ç", "á", "í", "ó", "ú", "ê", "ã", "`", "\t", "’", "Á")) {
      assertThat(Segments.of(other).ucs2()).as(other).isTrue();
    }
  }

  @Test
  void sendsPlainPunctuationWhereThatMakesATextCheap() {
    var texts = new SmsText(SETTINGS);
    assertThat(texts.messages("It’s “fine” – really…"))
        .containsExactly("It's \"fine\" - really...");
    assertThat(texts.messages("It’s ação")).containsExactly("It’s ação");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("aB9 .!?\n€{é")
        .withChars('ж', 'ç')
        .withChars("\ud83d\udc4d".toCharArray())
        .ofMaxLength(3_000);
  }

  @Property(tries = 300)
  void losesNothingAndFitsAlways(@ForAll("texts") String text) {
    var texts = new SmsText(SETTINGS);
    List<String> messages = texts.messages(text);
    assertThat(solid(String.join("", messages))).isEqualTo(solid(text));
    assertThat(messages)
        .allMatch(texts::fits)
        .allMatch(message -> message.length() <= 1600)
        .allMatch(message -> Segments.of(message).count() <= 10);
  }

  private static String solid(String text) {
    return text.replaceAll("\\s", "");
  }
}
