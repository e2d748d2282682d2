package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Agents that are called in tests.
final class CallAgents {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final String SOLAR =
      """
      agent: solar
      name: Ana
      business: Sol Brilhante
      languages: [LANGUAGES]
      region: PT
      disclosure: { en: I'm Ana an AI assistant., es: Soy Ana una asistente de IA., pt: Sou a Ana uma assistente de IA., de: Ich bin Ana ein KI-Assistent., fr: Je suis Ana une assistante IA., it: Sono Ana un assistente IA. }
      greeting: { voice: { en: Thanks for calling!, es: Gracias por llamar., pt: Obrigada por ligar., de: Danke für Ihren Anruf., fr: Merci de votre appel., it: Grazie per la chiamata. }, chat: { en: Hi!, es: Hola., pt: Oi., de: Hallo., fr: Salut., it: Ciao. } }
      questions:
        - { id: full_name, type: person_name, ask: { en: What is your full name?, es: ¿Cómo se llama usted?, pt: Qual é o seu nome?, de: Wie ist Ihr Name?, fr: Quel est votre nom ?, it: Come si chiama? }, required: true }
        - { id: phone, type: phone, ask: { en: Which number can we call you on?, es: ¿A qué número le llamamos?, pt: Para que número ligamos?, de: Unter welcher Nummer erreichen wir Sie?, fr: À quel numéro vous rappeler ?, it: A quale numero la chiamiamo? }, required: true }
        - { id: email, type: email, ask: { en: And your e-mail?, es: ¿Y su correo?, pt: E o seu e-mail?, de: Und Ihre E-Mail-Adresse?, fr: Et votre e-mail ?, it: E la sua e-mail? } }
        - { id: roof, type: choice, ask: { en: Do you own the building or rent it?, es: ¿Es suyo el edificio o alquila?, pt: O prédio é próprio ou arrendado?, de: Gehört Ihnen das Haus oder mieten Sie?, fr: Êtes-vous propriétaire ou locataire ?, it: È di proprietà o in affitto? }, options: { owner: [own, suyo, próprio, gehört, propriétaire, proprietà], tenant: [rent, alquila, arrendado, mieten, locataire, affitto] }, required: true }
        - { id: battery, type: yes_no, ask: { en: Would you like a battery too?, es: ¿Quiere también una batería?, pt: Quer também uma bateria?, de: Möchten Sie auch eine Batterie?, fr: Voulez-vous aussi une batterie ?, it: Vuole anche una batteria? } }
      facts:
        - { id: price, about: [price, cost], say: { en: Systems start at 4900 euros., es: Desde 4900 euros., pt: Desde 4900 euros., de: Ab 4900 Euro., fr: Dès 4900 euros., it: Da 4900 euro. } }
      handoff: { when: [a person, a human], say: { en: I'll connect you., es: Le paso., pt: Vou passar., de: Ich verbinde Sie., fr: Je vous passe quelqu'un., it: Le passo un collega. } }
      closing: { en: Thanks and have a sunny day!, es: Gracias y buen día., pt: Obrigada e bom dia., de: Danke und einen schönen Tag!, fr: Merci et bonne journée., it: Grazie e buona giornata. }
      limits: { turns: 40, minutes: 10, unanswered: 2 }
      """;

  private CallAgents() {}

  /// @param language spoken first; the other five may follow
  /// @param call the section's inside, may be empty
  static AgentDefinition solar(String language, String call) {
    List<String> languages = new ArrayList<>(LineWords.LANGUAGES);
    languages.remove(language);
    languages.addFirst(language);
    String text = SOLAR.replace("LANGUAGES", String.join(", ", languages));
    return read(text + (call.isEmpty() ? "" : "call: { " + call + " }\n"));
  }

  /// With another greeting on calls, in all six languages.
  static AgentDefinition greeting(String language, String voice) {
    int from = SOLAR.indexOf("greeting: { voice: ") + "greeting: { voice: ".length();
    int to = SOLAR.indexOf(", chat:", from);
    List<String> languages = new ArrayList<>(LineWords.LANGUAGES);
    languages.remove(language);
    languages.addFirst(language);
    return read(
        (SOLAR.substring(0, from) + voice + SOLAR.substring(to))
            .replace("LANGUAGES", String.join(", ", languages)));
  }

  static AgentDefinition read(String yaml) {
    AgentDefinitionReader.Result result =
        new AgentDefinitionReader().read(yaml, AgentDefinitionReader.Format.YAML);
    if (result instanceof AgentDefinitionReader.Read read) {
      return read.definition();
    }
    throw new IllegalArgumentException(result.toString());
  }

  static FlowState start(FlowEngine engine) {
    return engine.start(
        new Start(ChannelType.VOICE, Optional.of("+351912345678"), Optional.empty()),
        new Moment(NOON));
  }
}
