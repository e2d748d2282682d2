package dev.parley.channel.voice.twilio;

import java.util.Set;

/// What Twilio's own voice says for us, by language.
enum Announcement {
  UNAVAILABLE(
      "Thank you for calling. Nobody can take your call at the moment. Goodbye.",
      "Gracias por llamar. En este momento nadie puede atender su llamada. Adiós.",
      "Obrigado por ligar. No momento ninguém pode atender a sua chamada. Até logo.",
      "Danke für Ihren Anruf. Im Moment kann niemand Ihren Anruf annehmen. Auf Wiederhören.",
      "Merci de votre appel. Personne ne peut vous répondre pour le moment. Au revoir.",
      "Grazie per la chiamata. Al momento nessuno può rispondere. Arrivederci."),
  BUSY(
      "Thank you for calling. All our lines are busy. Please call again in a few minutes.",
      "Gracias por llamar. Todas nuestras líneas están ocupadas. Llame de nuevo en unos minutos.",
      "Obrigado por ligar. Todas as linhas estão ocupadas. Ligue de novo em alguns minutos.",
      "Danke für Ihren Anruf. Alle Leitungen sind belegt. Bitte rufen Sie in ein paar Minuten"
          + " wieder an.",
      "Merci de votre appel. Toutes nos lignes sont occupées. Rappelez dans quelques minutes.",
      "Grazie per la chiamata. Tutte le linee sono occupate. Richiami tra qualche minuto."),
  LOST(
      "I'm sorry, we have a technical problem. We will get back to you. Goodbye.",
      "Lo siento, tenemos un problema técnico. Nos pondremos en contacto con usted. Adiós.",
      "Desculpe, temos um problema técnico. Entraremos em contato. Até logo.",
      "Es tut mir leid, wir haben ein technisches Problem. Wir melden uns bei Ihnen. Auf"
          + " Wiederhören.",
      "Désolé, nous avons un problème technique. Nous vous recontacterons. Au revoir.",
      "Mi dispiace, abbiamo un problema tecnico. La ricontatteremo. Arrivederci."),
  HANDED_OVER(
      "A contact of your assistant is on the line.",
      "Un contacto de su asistente está en la línea.",
      "Um contato do seu assistente está na linha.",
      "Ein Kontakt Ihres Assistenten ist in der Leitung.",
      "Un contact de votre assistant est en ligne.",
      "Un contatto del vostro assistente è in linea.");

  private static final Set<String> SPOKEN = Set.of("en", "es", "pt", "de", "fr", "it");

  private final String en;
  private final String es;
  private final String pt;
  private final String de;
  private final String fr;
  private final String it;

  Announcement(String en, String es, String pt, String de, String fr, String it) {
    this.en = en;
    this.es = es;
    this.pt = pt;
    this.de = de;
    this.fr = fr;
    this.it = it;
  }

  /// English where the language is not among them.
  String in(String language) {
    return switch (Languages.plain(language)) {
      case "es" -> es;
      case "pt" -> pt;
      case "de" -> de;
      case "fr" -> fr;
      case "it" -> it;
      default -> en;
    };
  }

  /// The language [#in] answers in.
  String spoken(String language) {
    return SPOKEN.contains(Languages.plain(language)) ? language : "en-US";
  }
}
