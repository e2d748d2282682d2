package dev.parley.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCheckTest {
  private static final ReplyCheck CHECK = new ReplyCheck(Scenario.agent("solar"));
  private static final Map<String, Answer> KNOWN =
      Map.of(
          "monthly_bill",
          new Answer(
              FieldStatus.ANSWERED,
              Optional.of(
                  new Value.Money(
                      new BigDecimal("120"), Optional.empty(), "EUR", Optional.of("month"))),
              Optional.of("120 a month"),
              Optional.of(new Evidence(3, "about 120 a month")),
              0,
              0,
              true));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thanks! And your e-mail?",
        "Got it, 120 euros a month. And your e-mail?",
        "Lovely. Where may we write to you, what's your e-mail?",
        "Once I have that we can go on. Your e-mail?",
        "Our systems start at 4,900 euros installed. What's your e-mail?",
        "Sol Brilhante will need one more thing: what's your e-mail address?"
      })
  void allowsPlainWordsAndWhatIsKnown(String reply) {
    assertThat(CHECK.allows(reply, "en", KNOWN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "Thanks, noted.",
        "Only 3,900 euros! Your e-mail?",
        "You save 30% a year. Your e-mail?",
        "You'll save a lot. Your e-mail?",
        "It's free of charge. Your e-mail?",
        "I promise it works. Your e-mail?",
        "That is guaranteed to work. Your e-mail?",
        "Half the price of others. Your e-mail?",
        "Twenty percent off! Your e-mail?",
        "We come on Tuesday. Your e-mail?",
        "I've booked you in. Your e-mail?",
        "Call +351 900 000 000. Your e-mail?",
        "Write to boss@evil.example. Your e-mail?",
        "See https://evil.example/x. Your e-mail?",
        "See evil.example. Your e-mail?",
        "<script>alert(1)</script> Your e-mail?",
        "[click](x) Your e-mail?",
        "What's your e-mail? And your name?",
        "I'm a real person. Your e-mail?",
        "Muito obrigada, qual é o seu e-mail?",
        "Your e\u0000mail?"
      })
  void refusesWhatNobodyApproved(String reply) {
    assertThat(CHECK.allows(reply, "en", KNOWN)).as(reply).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Te hago un descuento. ¿Cuál es su correo?",
        "Es gratis. ¿Cuál es su correo?",
        "Le llamamos el martes. ¿Cuál es su correo?",
        "Cuesta mil euros. ¿Cuál es su correo?"
      })
  void refusesPromisesInOtherLanguages(String reply) {
    assertThat(CHECK.allows(reply, "es", KNOWN)).as(reply).isFalse();
  }
}
