package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.extraction.model.ProposedField;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was heard badly is believed less, however it is known.
final class SpeechConfidenceTest {
  record Way(String name, Supplier<Talk> talk, Function<Talk, LeadField> read) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    Function<Talk, LeadField> alone = talk -> talk.field("field");
    return Stream.of(
        new Way(
            "asked",
            () ->
                Talk.of("A: How many people live there?", "C: four")
                    .field("field", FieldType.NUMBER, "How many people"),
            alone),
        new Way(
            "in two turns",
            () ->
                Talk.of(
                        "A: What is your first name?",
                        "C: Maria",
                        "A: And your last name?",
                        "C: Silva")
                    .field("field", FieldType.PERSON_NAME, "Full name"),
            alone),
        new Way(
            "agreed",
            () ->
                Talk.of("A: Is your number 415 867 5309?", "C: yes, that is right")
                    .field("field", FieldType.PHONE, "Phone number"),
            alone),
        new Way(
            "held by the engine alone",
            () ->
                Talk.of("A: Shall we?", "C: hm")
                    .field("field", FieldType.EMAIL, "E-mail address")
                    .live(
                        "field",
                        new LiveAnswer(
                            FieldStatus.ANSWERED,
                            Optional.of(new Value.Email("a@b.example")),
                            Optional.of("hm"),
                            List.of(new Evidence(2, "hm")))),
            alone),
        new Way(
            "proposed by a model",
            () ->
                Talk.of("A: Anything else?", "C: we would spend about 120 a month")
                    .field("field", FieldType.MONEY, "Monthly budget"),
            talk ->
                Objects.requireNonNull(
                    new ModelExtractor()
                        .extract(
                            talk.request(),
                            List.of(
                                new ProposedField(
                                    "field",
                                    "120 USD",
                                    new Evidence(2, "120 a month"),
                                    Optional.empty(),
                                    ProposedField.How.STATED)))
                        .fields()
                        .get("field"))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theWorseSomethingWasHeardTheLessItIsBelieved(Way way) {
    LeadField unknown = way.read().apply(way.talk().get());
    LeadField before = way.read().apply(way.talk().get().heard(1));
    assertThat(unknown.value()).isPresent();
    assertThat(before).isEqualTo(unknown);
    for (double speech : new double[] {0.9, 0.6, 0.3, 0}) {
      LeadField now = way.read().apply(way.talk().get().heard(speech));
      assertThat(now.value()).isEqualTo(unknown.value());
      assertThat(now.status()).isEqualTo(unknown.status());
      assertThat(now.confidence()).isLessThan(before.confidence());
      before = now;
    }
  }

  @Test
  void theLeastSureTurnOfSeveralCounts() {
    Talk talk = Talk.of("C: Maria", "C: Silva").heard(0.4);

    assertThat(talk.request().transcript().confidence(List.of(1, 2))).hasValue(0.4);
    assertThat(talk.request().transcript().confidence(List.of(7))).isEmpty();
  }

  @Test
  void whatIsNoShareIsNoConfidence() {
    Talk talk = Talk.of("C: Maria");

    assertThatIllegalArgumentException().isThrownBy(() -> talk.heard(1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> talk.heard(Double.NaN));
  }
}
