package dev.parley.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.agent.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions that call their field by none of its own words, often in another language.
final class OtherWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | US | Is the house yours, do you own it? | we do | true
          es | ES | ¿Es usted el propietario? | qué va | false
          pt | BR | O senhor é o proprietário? | não, sou inquilino | false
          de | DE | Sind Sie Eigentümer? | ja klar | true
          fr | FR | Vous êtes propriétaire ? | oui, avec mon frère | true
          it | IT | È proprietario? | direi di sì | true
          """)
  void findsAYesOrNoInAnotherLanguageThanItsField(
      String language, String region, String question, String answer, String expected) {
    Talk talk =
        Talk.of("A: " + question, "C: " + answer)
            .in(language, region)
            .field("owner", FieldType.YES_NO, "Whether the customer owns the house");
    assertThat(talk.value("owner")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          es | ES | ¿Prefiere comprar o alquilar? | alquilar | rent
          pt | PT | Quer comprar ou arrendar? | arrendar | rent
          de | DE | Suchen Sie zur Miete oder zum Kauf? | zum Kauf | buy
          fr | FR | Vous voulez acheter ou louer ? | louer | rent
          it | IT | Vuole comprare o affittare? | il primo | buy
          de | DE | Suchen Sie zur Miete oder zum Kauf? | das zweite | buy
          """)
  void findsAChoiceByItsNameInAnotherLanguageOrByItsPlaceInTheQuestion(
      String language, String region, String question, String answer, String expected) {
    Talk talk =
        Talk.of("A: " + question, "C: " + answer)
            .in(language, region)
            .choice("intent", "What the customer wants", "buy", "rent", "sell");
    assertThat(talk.value("intent")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | US | I need a quote for 3 vans
          es | ES | necesito un presupuesto para 3 coches
          pt | PT | queria um orçamento para 3 carros
          de | DE | ich brauche ein Angebot für 3 Fahrzeuge
          fr | FR | il me faut un devis pour 3 voitures
          it | IT | vorrei un preventivo per 3 auto
          """)
  void countsWhatAFieldCountsByAnotherNoun(String language, String region, String said) {
    Talk talk =
        Talk.of("C: " + said)
            .in(language, region)
            .field("vehicles", FieldType.NUMBER, "Number of vehicles to insure");
    assertThat(talk.value("vehicles").toString()).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | US | I'm calling for my son Oliver, I'm Priya Raman | Oliver
          es | ES | es para mi hija Valeria, soy Rosa Quispe | Valeria
          pt | BR | é para minha filha Beatriz, sou a Carla Souza | Beatriz
          de | DE | für meinen Sohn Ben, ich bin Sandra Vogel | Ben
          fr | FR | c'est pour ma fille Chloé, je suis Anne Morel | Chloé
          it | IT | per mio figlio Marco, sono Giulia Ferri | Marco
          """)
  void tellsTheChildFromWhoSpeaks(String language, String region, String said, String child) {
    Talk talk =
        Talk.of("C: " + said)
            .in(language, region)
            .field("student", FieldType.PERSON_NAME, "Name of the student")
            .field("full_name", FieldType.PERSON_NAME, "Name of the customer");
    assertThat(talk.value("student")).isEqualTo(child);
    assertThat(talk.value("full_name")).isNotEqualTo(child);
  }

  @Test
  void takesNoNameFromTheAgentsOwnIntroduction() {
    Talk talk =
        Talk.of("A: This is Mia from Lakeside Insurance. Who am I speaking with?", "C: yes hi")
            .field("company", FieldType.COMPANY_NAME, "Company the customer works for");
    assertThat(talk.field("company").value()).isEmpty();
  }

  @Test
  void agreesToOneDayAndNotToEveryDay() {
    Talk talk =
        Talk.of(
                "A: What day were you born?",
                "C: May 3rd 1990",
                "A: Would Friday suit you?",
                "C: yes")
            .field("birth_date", FieldType.DATE, "Date of birth of the customer")
            .field("visit", FieldType.DATE, "Day of the visit");
    assertThat(talk.value("birth_date")).isEqualTo("1990-05-03");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | US | 77 Hillcrest Ave, Dayton Ohio 45402 | 45402
          en | US | 14820 Maple Street, Portland Oregon |
          es | ES | calle Mayor 14, 50001 Zaragoza | 50001
          de | DE | Schillerstraße 27b in 20095 Hamburg | 20095
          fr | FR | 8 rue des Martyrs, 75009 Paris | 75009
          it | IT | via Garibaldi 15, 16124 Genova | 16124
          """)
  void readsThePostalCodeInsideAnAddress(
      String language, String region, String address, String expected) {
    Talk talk =
        Talk.of("C: my address: " + address)
            .in(language, region)
            .field("address", FieldType.ADDRESS, "Address of the customer")
            .field("postal_code", FieldType.POSTAL_CODE, "Postal code");
    assertThat(talk.field("postal_code").value().isPresent()).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(talk.value("postal_code")).isEqualTo(expected);
    }
  }
}
