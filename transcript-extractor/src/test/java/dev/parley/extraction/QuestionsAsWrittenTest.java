package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import dev.parley.value.ValueContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An agent that asks in its configured words asks for that field and for no other, whatever words
/// the question shares with others.
final class QuestionsAsWrittenTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Are you moving a home or a business? | at the end of the month
          es | ¿Es la mudanza de un hogar o de un negocio? | a finales de mes
          pt | A mudança é de uma casa ou de uma empresa? | no fim do mês
          de | Ziehen Sie privat oder mit einer Firma um? | Ende des Monats
          fr | Vous déménagez un logement ou une entreprise ? | à la fin du mois
          it | Trasloca una casa o un'azienda? | a fine mese
          """)
  void anAnswerThatIsNoneIsNotSpreadOverFieldsNobodyAskedFor(
      String language, String question, String answer) {
    Extraction read =
        extract(
            language,
            question,
            answer,
            field("kind", FieldType.CHOICE, "Home or business", question, "home", "business"),
            field("company", FieldType.COMPANY_NAME, "Name of the business", "What is it called?"),
            field("competitor", FieldType.COMPANY_NAME, "another moving company", ""));
    assertThat(read.fields().values()).allMatch(field -> field.value().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Anything heavy, like a piano? | no, nothing else
          es | ¿Hay algo pesado, como un piano? | no, nada más
          pt | Há algo pesado, como um piano? | não, mais nada
          de | Gibt es etwas Schweres, etwa ein Klavier? | nein, nichts weiter
          fr | Y a-t-il quelque chose de lourd, un piano ? | non, rien d'autre
          it | C'è qualcosa di pesante, un pianoforte? | no, nient'altro
          """)
  void wordsThatMayAnswerAnythingChooseNothingUnasked(
      String language, String question, String answer) {
    Extraction read =
        extract(
            language,
            question,
            answer,
            field("heavy", FieldType.YES_NO, "Whether anything is heavy", question),
            field(
                "packing",
                FieldType.CHOICE,
                "Who packs",
                "Who packs the boxes?",
                "full",
                "none",
                "nothing",
                "nada",
                "nichts",
                "rien",
                "niente",
                "nient'altro"));
    assertThat(read.fields().get("packing").value()).isEmpty();
    assertThat(read.fields().get("heavy").value()).isPresent();
  }

  private static FieldRequest field(
      String id, FieldType type, String description, String ask, String... options) {
    Map<String, List<String>> all = new java.util.LinkedHashMap<>();
    for (String option : options) {
      all.put(option, List.of());
    }
    return new FieldRequest(
        id,
        type,
        description,
        all,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ask.isEmpty() ? List.of() : List.of(ask));
  }

  private static Extraction extract(
      String language, String question, String answer, FieldRequest... fields) {
    List<Turn> turns = new ArrayList<>();
    turns.add(new Turn(1, Speaker.AGENT, "Hello! " + question, Instant.EPOCH, language));
    turns.add(new Turn(2, Speaker.CONTACT, answer, Instant.EPOCH, language));
    ValueContext context =
        ValueContext.of(
            List.of(language), "US", ZoneId.of("UTC"), LocalDateTime.parse("2026-11-18T09:00"));
    return new BuiltInExtractor()
        .extract(ExtractionRequest.of(new Transcript(turns), List.of(fields), context));
  }
}
