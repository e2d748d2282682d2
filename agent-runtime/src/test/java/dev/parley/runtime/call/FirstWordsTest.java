package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.voice.CallEvent;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.lead.FieldStatus;
import dev.parley.value.Value;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers say first, and a yes that was said to something else, with the built-in
/// understanding.
class FirstWordsTest {
  private static final String ASKS_ITSELF =
      "{ en: Thanks for calling! How can I help you?, es: Gracias por llamar. ¿En qué puedo"
          + " ayudarle?, pt: Obrigada por ligar. Em que posso ajudar?, de: Danke für Ihren Anruf."
          + " Wie kann ich helfen?, fr: Merci de votre appel. Comment puis-je vous aider ?, it:"
          + " Grazie per la chiamata. Come posso aiutarla? }";

  /// How people open who say at once who they are.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Hi, I'm Maria Silva, I want a quote for solar panels",
        "en | Hello, my name is Maria Silva and I'd like some information",
        "en | Hi, this is Maria Silva. I want solar panels for my house.",
        "es | Hola, soy María Silva, quiero un presupuesto de paneles solares",
        "es | Buenos días, me llamo María Silva y quería información",
        "pt | Olá, sou a Maria Silva, quero um orçamento para painéis solares",
        "pt | Bom dia, o meu nome é Maria Silva e queria informações",
        "pt | Olá, aqui é a Maria Silva, queria um orçamento",
        "de | Hallo, ich bin Maria Silva, ich möchte ein Angebot für Solarmodule",
        "de | Guten Tag, mein Name ist Maria Silva und ich hätte gern Informationen",
        "de | Guten Tag, hier ist Maria Silva, ich möchte ein Angebot",
        "fr | Bonjour, je suis Maria Silva, je voudrais un devis pour des panneaux solaires",
        "fr | Bonjour, je m'appelle Maria Silva et je voudrais des informations",
        "it | Salve, sono Maria Silva, vorrei un preventivo per i pannelli solari",
        "it | Buongiorno, mi chiamo Maria Silva e vorrei informazioni"
      })
  @Retention(RetentionPolicy.RUNTIME)
  @interface GreetingsWithAName {}

  private static AgentDefinition agent(String language, boolean greetingAsks) {
    return greetingAsks
        ? CallAgents.greeting(language, ASKS_ITSELF)
        : CallAgents.solar(language, "");
  }

  @GreetingsWithAName
  void aNameThatIsGivenInAnswerToTheGreetingIsNotAskedForAgain(String language, String says) {
    for (boolean greetingAsks : new boolean[] {true, false}) {
      for (boolean capitals : new boolean[] {true, false}) {
        SimulatedCall call = SimulatedCall.inbound(agent(language, greetingAsks)).begin();
        call.pass(Duration.ofSeconds(10));
        call.says(capitals ? says : says.toLowerCase(Locale.ROOT));
        call.pass(Duration.ofSeconds(10));
        String reply = call.lastAgentTurn();
        assertThat(reply.toLowerCase(Locale.ROOT))
            .as("%s %s %s", language, greetingAsks, capitals)
            .containsAnyOf("maria silva", "maría silva");
        call.says(YES.get(language));
        call.pass(Duration.ofSeconds(8));
        assertThat(call.state().answer("full_name").status())
            .as("%s %s %s", language, greetingAsks, capitals)
            .isEqualTo(FieldStatus.CONFIRMED);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Hi, I'm Maria Silva, I want to know how much it costs",
        "en | Hi, I'm Maria Silva, how much does it cost?",
        "en | Hello, my name is Maria Silva, can you help me?",
        "en | Hi, I'm Maria Silva, I want to ask about the price.",
        "es | Hola, soy María Silva, ¿me puede ayudar?",
        "es | Hola, me llamo María Silva, quiero saber cuánto cuesta",
        "pt | Olá, sou a Maria Silva, pode ajudar-me?",
        "pt | Olá, o meu nome é Maria Silva, quero saber quanto custa",
        "de | Hallo, ich bin Maria Silva, können Sie mir helfen?",
        "de | Hallo, mein Name ist Maria Silva, ich möchte wissen, was das kostet",
        "fr | Bonjour, je suis Maria Silva, pouvez-vous m'aider ?",
        "fr | Bonjour, je m'appelle Maria Silva, je voudrais savoir combien ça coûte",
        "it | Salve, sono Maria Silva, mi può aiutare?",
        "it | Salve, mi chiamo Maria Silva, vorrei sapere quanto costa"
      })
  void aNameThatComesWithAQuestionIsHeardToo(String language, String says) {
    for (boolean greetingAsks : new boolean[] {true, false}) {
      SimulatedCall call = SimulatedCall.inbound(agent(language, greetingAsks)).begin();
      call.pass(Duration.ofSeconds(10));
      call.says(says);
      call.pass(Duration.ofSeconds(10));
      assertThat(call.lastAgentTurn())
          .as("%s", greetingAsks)
          .containsAnyOf("Maria Silva", "María Silva");
      call.finishAndCheck();
    }
  }

  /// As the relay tells it: the agent is stopped by a sound, and the turn comes whole, with the
  /// line's language.
  @GreetingsWithAName
  void aNameThatIsGivenOverTheGreetingIsNotAskedForAgain(String language, String says) {
    for (boolean greetingAsks : new boolean[] {true, false}) {
      for (int afterMillis : new int[] {300, 2_500, 4_000, 10_000}) {
        SimulatedCall call = SimulatedCall.inbound(agent(language, greetingAsks)).begin();
        call.pass(Duration.ofMillis(afterMillis));
        call.happens(
            new CallEvent.Final(
                says, Optional.of(REGIONS.get(language)), OptionalDouble.of(0.9), true));
        call.pass(Duration.ofSeconds(6));
        assertThat(call.lastAgentTurn())
            .as("%s %s", greetingAsks, afterMillis)
            .containsAnyOf("Maria Silva", "María Silva");
        call.happens(
            new CallEvent.Final(
                YES.get(language),
                Optional.of(REGIONS.get(language)),
                OptionalDouble.of(0.9),
                true));
        call.pass(Duration.ofSeconds(7));
        assertThat(call.state().answer("full_name").status())
            .as("%s %s %s", greetingAsks, afterMillis, call.agentWords())
            .isEqualTo(FieldStatus.CONFIRMED);
        assertThat(call.state().answer("battery").filled()).isFalse();
        call.finishAndCheck();
      }
    }
  }

  private static final Map<String, String> REGIONS =
      Map.of(
          "en", "en-US", "es", "es-ES", "pt", "pt-PT", "de", "de-DE", "fr", "fr-FR", "it", "it-IT");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Hi, I'm Maria Silva | I want a quote for solar panels",
        "en | My name is Maria Silva | I'd like some information about Solar Panels please",
        "en | This is Maria Silva | Sunday would be good for me",
        "en | Hello, I'm Maria Silva | I live in Green Valley and I own the house",
        "es | Hola, soy María Silva | Quiero un presupuesto de Placas Solares",
        "es | Me llamo María Silva | Vivo en San Martín y quería información",
        "pt | Olá, sou a Maria Silva | Queria um orçamento para Painéis Solares",
        "pt | O meu nome é Maria Silva | Moro em Vila Nova e quero informações",
        "de | Hallo, ich bin Maria Silva | Ich möchte ein Angebot für Solarmodule und einen"
            + " Speicher",
        "de | Mein Name ist Maria Silva | Ich habe ein Haus in Bad Homburg",
        "fr | Bonjour, je suis Maria Silva | Je voudrais un devis pour des Panneaux Solaires",
        "fr | Je m'appelle Maria Silva | J'habite à Saint Denis et je voudrais des informations",
        "it | Salve, sono Maria Silva | Vorrei un preventivo per i Pannelli Solari",
        "it | Mi chiamo Maria Silva | Abito a San Marino e vorrei informazioni"
      })
  void whoGoesOnInsteadOfAgreeingIsNotAskedForTheNameAgain(
      String language, String name, String goesOn) {
    for (boolean over : new boolean[] {true, false}) {
      SimulatedCall call = SimulatedCall.inbound(agent(language, true)).begin();
      call.pass(Duration.ofSeconds(10));
      call.says(name);
      call.pass(Duration.ofMillis(1_500));
      while (!call.speaking()) {
        call.pass(Duration.ofMillis(20));
      }
      assertThat(call.saying()).contains("Silva");
      call.pass(over ? Duration.ofMillis(300) : Duration.ofSeconds(5));
      call.says(goesOn);
      call.pass(Duration.ofSeconds(9));

      assertThat(call.state().answer("full_name").said().orElse(""))
          .as("%s: %s", over, call.agentWords())
          .contains("Silva");
      assertThat(call.state().open()).as("%s", over).isNotEqualTo(Optional.of("full_name"));
      call.finishAndCheck();
    }
  }

  private static final Map<String, String> YES =
      Map.of("en", "yes", "es", "sí", "pt", "sim", "de", "ja", "fr", "oui", "it", "sì");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | I own it | yes that's right",
        "es | es suyo, quiero decir propio | sí, así es",
        "pt | é próprio | sim, é isso",
        "de | es gehört mir | ja, genau so ist es",
        "fr | propriétaire | oui, c'est bien ça",
        "it | è di proprietà | sì, è proprio così"
      })
  void aYesBeforeTheQuestionWasHeardDoesNotAnswerIt(String language, String owns, String yes) {
    SimulatedCall call =
        SimulatedCall.inbound(CallAgents.solar(language, "read_back: false")).begin();
    call.pass(Duration.ofSeconds(10));
    call.says("Maria Silva");
    call.pass(Duration.ofSeconds(9));
    call.says("912 345 678");
    call.pass(Duration.ofSeconds(9));
    call.says("maria@example.com");
    call.pass(Duration.ofSeconds(9));
    call.says(owns);
    call.pass(Duration.ofMillis(300));
    while (!call.speaking()) {
      call.pass(Duration.ofMillis(20));
    }
    assertThat(call.state().open()).as(call.agentWords()).contains("battery");
    call.happens(new CallEvent.Partial(yes, Optional.empty()));
    call.happens(SimulatedCall.settled(yes));
    call.pass(Duration.ofSeconds(4));

    assertThat(call.state().answer("battery").filled()).isFalse();
    call.pass(Duration.ofSeconds(4));
    call.says(YES.get(language));
    call.pass(Duration.ofSeconds(9));
    assertThat(call.state().answer("battery").value()).contains(new Value.YesNo(true));
    call.finishAndCheck();
  }
}
