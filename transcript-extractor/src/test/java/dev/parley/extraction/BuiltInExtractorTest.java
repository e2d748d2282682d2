package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.lead.LeadField;
import dev.parley.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuiltInExtractorTest {
  @Test
  void readsAnswersToTheQuestionsThatWereAsked() {
    Talk talk =
        Talk.of(
                "A: May I have your full name?",
                "C: sure, ana silva",
                "A: And your e-mail?",
                "C: ana dot silva at gmail dot com",
                "A: Which number can we call you on?",
                "C: it's 415 867 5309")
            .field("full_name", FieldType.PERSON_NAME, "Full name of the customer")
            .field("email", FieldType.EMAIL, "E-mail address")
            .field("phone", FieldType.PHONE, "Phone number");
    assertThat(talk.value("full_name")).isEqualTo("Ana Silva");
    assertThat(talk.value("email")).isEqualTo("ana.silva@gmail.com");
    assertThat(talk.value("phone")).isEqualTo("+14158675309");
    assertThat(talk.field("full_name").status()).isEqualTo(FieldStatus.ANSWERED);
    assertThat(talk.field("full_name").evidence()).containsExactly(new Evidence(2, "ana silva"));
  }

  @Test
  void worksInPortuguese() {
    Talk talk =
        Talk.of(
                "A: Qual é o seu nome?",
                "C: chamo-me João da Silva Santos",
                "A: E o seu telefone?",
                "C: nove um dois três quatro cinco seis sete oito",
                "A: Qual é a sua data de nascimento?",
                "C: 3 de março de 1985")
            .in("pt", "PT")
            .field("name", FieldType.PERSON_NAME, "Full name")
            .field("phone", FieldType.PHONE, "Phone number")
            .field("birth_date", FieldType.DATE, "Date of birth");
    assertThat(talk.value("name")).isEqualTo("João da Silva Santos");
    assertThat(talk.value("phone")).isEqualTo("+351912345678");
    assertThat(talk.value("birth_date")).isEqualTo("1985-03-03");
  }

  @Test
  void givesTheLastWordToACorrection() {
    Talk talk =
        Talk.of(
                "A: What's your email?",
                "C: bob@example.com",
                "A: Thanks. When would you like us to come?",
                "C: tomorrow. oh sorry, my email is bobby@example.com")
            .field("email", FieldType.EMAIL, "E-mail address");
    assertThat(talk.value("email")).isEqualTo("bobby@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | US | What is your monthly bill? | about 120 a month... no, sorry, 180 | USD
          es | ES | ¿Cuánto paga de luz al mes? | unos 120 al mes... perdón, 180 | EUR
          pt | PT | Quanto paga por mês? | uns 120 por mês, quero dizer, 180 | EUR
          de | DE | Wie hoch ist Ihre Rechnung? | 120 im Monat, nein, Moment, 180 | EUR
          fr | FR | Combien payez-vous par mois ? | 120 par mois, enfin non, 180 | EUR
          it | IT | Quanto paga al mese? | 120 al mese, anzi 180 | EUR
          """)
  void givesTheLastWordToACorrectionWithinASentence(
      String language, String region, String asked, String said, String currency) {
    Talk talk =
        Talk.of("A: " + asked, "C: " + said)
            .in(language, region)
            .field("monthly_bill", FieldType.MONEY, asked);
    assertThat(talk.value("monthly_bill"))
        .isEqualTo("{amount=180, currency=" + currency + ", period=month}");
  }

  @Test
  void givesTheLastWordOnEveryTypeWithAShape() {
    Talk talk =
        Talk.of(
                "A: Which number can we call you on?",
                "C: 415 867 5309, sorry, 415 867 5310",
                "A: And your e-mail?",
                "C: ana@example.com... I mean anna@example.com",
                "A: How many people are you?",
                "C: four, no wait, five",
                "A: Do you want insurance?",
                "C: yes... no, sorry, no")
            .field("phone", FieldType.PHONE, "Phone number")
            .field("email", FieldType.EMAIL, "E-mail address")
            .field("people", FieldType.NUMBER, "How many people")
            .field("insurance", FieldType.YES_NO, "Whether they want insurance");
    assertThat(talk.value("phone")).isEqualTo("+14158675310");
    assertThat(talk.value("email")).isEqualTo("anna@example.com");
    assertThat(talk.value("people")).isEqualTo("5");
    assertThat(talk.value("insurance")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource({"yes, ana@gmail.com", "'no, it is right', ana@gmial.com"})
  void leavesASlipToTheContact(String answer, String email) {
    Talk talk =
        Talk.of(
                "A: What's your email?",
                "C: ana@gmial.com",
                "A: Did you mean ana@gmail.com?",
                "C: " + answer)
            .field("email", FieldType.EMAIL, "E-mail address");
    assertThat(talk.value("email")).isEqualTo(email);
  }

  @Test
  void knowsAConfirmedProposalFromBothTurns() {
    Talk talk =
        Talk.of("A: I can offer you an appointment at 3 pm. Does that work?", "C: yes please")
            .field("time", FieldType.DATE_TIME, "Time of the appointment");
    LeadField time = talk.field("time");
    assertThat(time.status()).isEqualTo(FieldStatus.CONFIRMED);
    assertThat(time.evidence())
        .containsExactly(new Evidence(1, "3 pm"), new Evidence(2, "yes please"));
  }

  @Test
  void doesNotBelieveTheAgentAlone() {
    Talk talk =
        Talk.of(
                "A: I can offer you an appointment at 3 pm. Does that work?",
                "C: no, not really",
                "A: Your e-mail is ana@example.com, right?",
                "C: what?")
            .field("time", FieldType.DATE_TIME, "Time of the appointment")
            .field("email", FieldType.EMAIL, "E-mail address");
    assertThat(talk.value("time")).isNotEqualTo("15:00");
    assertThat(talk.field("email").value()).isEmpty();
  }

  @Test
  void marksWhatWasReadBackAndAgreedAsConfirmed() {
    Talk talk =
        Talk.of(
                "A: What's your email?",
                "C: bob@example.com",
                "A: So that's bob@example.com, correct?",
                "C: yes")
            .field("email", FieldType.EMAIL, "E-mail address");
    assertThat(talk.field("email").status()).isEqualTo(FieldStatus.CONFIRMED);
  }

  @Test
  void tellsRefusedUnansweredAndNotAskedApart() {
    Talk talk =
        Talk.of(
                "A: What's your email?",
                "C: I'd rather not say",
                "A: Which number can we call you on?",
                "C: let's talk about the price first")
            .field("email", FieldType.EMAIL, "E-mail address")
            .field("phone", FieldType.PHONE, "Phone number")
            .field("company", FieldType.COMPANY_NAME, "Company the customer works for");
    assertThat(talk.value("email")).isEqualTo("refused");
    assertThat(talk.value("phone")).isEqualTo("unanswered");
    assertThat(talk.value("company")).isEqualTo("not_asked");
  }

  @Test
  void inventsNothingFromSmallTalk() {
    Talk talk =
        Talk.of(
                "A: Hello, how can I help?",
                "C: I'm fine, thanks. I have 2 dogs and an order from Friday, 4455667788990011.",
                "A: Anything else?",
                "C: no, I'm just looking, see you at 10 Downing Street maybe")
            .field("full_name", FieldType.PERSON_NAME, "Name of the customer")
            .field("email", FieldType.EMAIL, "E-mail address")
            .field("phone", FieldType.PHONE, "Phone number")
            .field("company", FieldType.COMPANY_NAME, "Company the customer works for")
            .field("people", FieldType.NUMBER, "Number of people")
            .field("birth_date", FieldType.DATE, "Date of birth");
    assertThat(talk.extract().fields().values()).allMatch(field -> field.value().isEmpty());
  }

  @Test
  void putsTheEndsOfAPeriodWhereTheyBelong() {
    Talk talk =
        Talk.of("C: a room from May 10th to 22nd for two adults and 3 kids please")
            .field("arrival_date", FieldType.DATE, "Day of arrival")
            .field("departure_date", FieldType.DATE, "Day of departure")
            .field("adults", FieldType.NUMBER, "Number of adults")
            .field("children", FieldType.NUMBER, "Number of children");
    assertThat(talk.value("arrival_date")).isEqualTo("2027-05-10");
    assertThat(talk.value("departure_date")).isEqualTo("2027-05-22");
    assertThat(talk.value("adults")).isEqualTo("2");
    assertThat(talk.value("children")).isEqualTo("3");
  }

  @Test
  void keepsAChildsNameApartFromTheContacts() {
    Talk talk =
        Talk.of(
                "A: Could I have your name, please?",
                "C: Angela",
                "A: Could I have your child's name?",
                "C: Tommy")
            .field("full_name", FieldType.PERSON_NAME, "Name of the patient");
    assertThat(talk.value("full_name")).isEqualTo("Angela");
  }

  @Test
  void takesTheFieldsNamedByTheContact() {
    Talk talk =
        Talk.of(
                "A: I need your username, email address and order ID please",
                "C: Username: cminh730",
                "C: cminh730@email.com",
                "C: Order ID: 3348917502")
            .field("username", FieldType.TEXT, "User name of the customer's account")
            .field("order_id", FieldType.TEXT, "Number of the order")
            .field("email", FieldType.EMAIL, "E-mail address of the customer")
            .field("phone", FieldType.PHONE, "Phone number");
    assertThat(talk.value("username")).isEqualTo("cminh730");
    assertThat(talk.value("order_id")).isEqualTo("3348917502");
    assertThat(talk.value("email")).isEqualTo("cminh730@email.com");
    assertThat(talk.field("phone").value()).isEmpty();
  }

  @Test
  void letsAttemptsAndSpellingsVote() {
    Talk talk =
        Talk.of(
                "A: And your full name, please?",
                "C: Louis Wright",
                "A: Could you spell your name for me?",
                "C: Lima Echo whiskey India Sierra")
            .heardAs(2, "Louis Wright", "Lewis Wright")
            .field("full_name", FieldType.PERSON_NAME, "Full name");
    assertThat(talk.value("full_name")).isEqualTo("Lewis Wright");
  }

  @Test
  void changesTheChoiceWithTheContactsMind() {
    Talk talk =
        Talk.of(
                "A: What hotel would you like to stay at?",
                "C: The Hilton please",
                "A: Anything else?",
                "C: Actually, not the Hilton, I'd rather stay at the Hyatt instead of the Hilton")
            .choice("hotel", "Hotel to be booked", "Hilton Hotel", "Hyatt Hotel", "Old Town Inn");
    assertThat(talk.value("hotel")).isEqualTo("Hyatt Hotel");
  }

  @Test
  void raisesAndLowersConfidenceWithTheLiveAnswer() {
    Talk same = emailTalk("bob@example.com");
    Talk other = emailTalk("rob@example.com");
    double alone = emailTalk(null).field("email").confidence();
    assertThat(same.field("email").confidence()).isGreaterThan(alone);
    assertThat(other.field("email").confidence()).isLessThan(alone);
    assertThat(other.extract().disagreements()).containsExactly("email");
    assertThat(same.extract().disagreements()).isEmpty();
  }

  private static Talk emailTalk(@org.jspecify.annotations.Nullable String live) {
    Talk talk =
        Talk.of("A: What's your email?", "C: bob@example.com")
            .field("email", FieldType.EMAIL, "E-mail address");
    return live == null
        ? talk
        : talk.live(
            "email",
            new LiveAnswer(
                FieldStatus.ANSWERED,
                Optional.of(new Value.Email(live)),
                Optional.of(live),
                List.of(new Evidence(2, live))));
  }
}
