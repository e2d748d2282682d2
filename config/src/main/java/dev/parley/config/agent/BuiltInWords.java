package dev.parley.config.agent;

import java.util.Map;

/// What an agent says where its definition says nothing, by base language.
final class BuiltInWords {
  static final Map<String, String> GREETING =
      Map.of(
          "en", "How can I help you today?",
          "es", "¿En qué puedo ayudarle hoy?",
          "pt", "Como posso ajudar hoje?",
          "de", "Wie kann ich Ihnen heute helfen?",
          "fr", "Comment puis-je vous aider aujourd'hui ?",
          "it", "Come posso aiutarla oggi?");

  static final Map<String, String> CLOSING =
      Map.of(
          "en", "Thank you for your time. Goodbye!",
          "es", "Gracias por su tiempo. ¡Hasta pronto!",
          "pt", "Obrigado pelo seu tempo. Até breve!",
          "de", "Vielen Dank für Ihre Zeit. Auf Wiedersehen!",
          "fr", "Merci pour votre temps. Au revoir !",
          "it", "Grazie per il suo tempo. Arrivederci!");

  private BuiltInWords() {}

  /// `pt-BR` is served by `pt`.
  static String base(String languageTag) {
    int hyphen = languageTag.indexOf('-');
    return hyphen < 0 ? languageTag : languageTag.substring(0, hyphen);
  }
}
