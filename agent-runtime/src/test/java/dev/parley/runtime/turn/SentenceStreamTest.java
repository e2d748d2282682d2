package dev.parley.runtime.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceStreamTest {
  private static List<String> cut(String text, String language, int pieceChars) {
    SentenceStream stream = new SentenceStream(language);
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < text.length(); i += pieceChars) {
      sentences.addAll(stream.add(text.substring(i, Math.min(text.length(), i + pieceChars))));
    }
    stream.rest().ifPresent(sentences::add);
    return sentences;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Thanks, Maria! | Do you own it?",
        "en | I'll tell Dr. Silva and Mrs. Jones. | Is that right?",
        "en | It is 1.5 km, or 4,900.50 euros. | Shall we?",
        "en | We open at 9 a.m. Monday at No. 5. | Does that suit you?",
        "en | Great... | What next?",
        "en | He said \"yes.\" | And you?",
        "en | Really?! | Tell me more.",
        "en | That is J. Smith of Acme Inc. in Lisbon. | Right?",
        "en | It costs 4900. | Do you agree?",
        "es | Entiendo, Sra. García. | ¿Es suya la casa?",
        "es | ¡Muchas gracias! | ¿Y su correo?",
        "pt | Obrigada, Dra. Sousa. | O prédio é próprio?",
        "de | Am 5. Mai passt es, z. B. um 9 Uhr. | Geht das?",
        "de | Danke, Herr Dr. Weber! | Wie lautet Ihre E-Mail?",
        "fr | Merci, M. Dupont ! | Êtes-vous propriétaire ?",
        "it | Grazie, sig. Rossi. | È di proprietà?",
        "ja | ありがとうございます。 | お名前は？",
        "ar | شكرا. | ما اسمك؟",
        "hi | धन्यवाद। | नाम क्या है?"
      })
  void cutsBehindWholeSentences(String language, String first, String second) {
    for (int pieceChars : new int[] {1, 3, 7, 1_000}) {
      assertThat(cut(first + " " + second, language, pieceChars)).containsExactly(first, second);
    }
  }

  @Test
  void handsASentenceOutBeforeTheNextIsWritten() {
    SentenceStream stream = new SentenceStream("en");
    assertThat(stream.add("Thanks, Maria.")).isEmpty();
    assertThat(stream.add(" D")).containsExactly("Thanks, Maria.");
    assertThat(stream.add("o you own")).isEmpty();
    assertThat(stream.rest()).contains("Do you own");
    assertThat(stream.rest()).isEmpty();
  }

  @Test
  void whatHasNoEndIsOneSentence() {
    assertThat(cut("and so on and on", "en", 4)).containsExactly("and so on and on");
    assertThat(cut("  ", "en", 1)).isEmpty();
    assertThat(cut(" \n Spaces\u00a0 and\nlines  count once. Yes. ", "en", 2))
        .containsExactly("Spaces and lines count once.", "Yes.");
  }

  @Test
  void losesNothingHoweverItComes() {
    String letters = "ab .!?…。？»\")(,1¿¡é\n\u00a0Dr";
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String whole = text.toString();
      List<String> once = cut(whole, "en", 1_000);
      assertThat(cut(whole, "en", 1 + random.nextInt(5))).as("seed %s", seed).isEqualTo(once);
      assertThat(String.join("", once).replaceAll("[\\s\u00a0]", ""))
          .as("seed %s", seed)
          .isEqualTo(whole.replaceAll("[\\s\u00a0]", ""));
      assertThat(once).noneMatch(String::isBlank);
    }
  }
}
