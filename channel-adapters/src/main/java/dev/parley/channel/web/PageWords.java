package dev.parley.channel.web;

import java.util.Map;

/// What the server itself says to a visitor, in the languages the widget speaks as well.
///
/// @param language of these words
record PageWords(String language, String needsScript, String missingTitle, String missingText) {
  private static final PageWords ENGLISH =
      new PageWords(
          "en",
          "This chat needs JavaScript. Please switch it on and load the page again.",
          "This chat is not here",
          "The address may be incomplete, or the chat has been taken down. Please go back to where"
              + " you found the link.");

  private static final Map<String, PageWords> ALL =
      Map.of(
          "en",
          ENGLISH,
          "es",
          new PageWords(
              "es",
              "Este chat necesita JavaScript. Actívalo y vuelve a cargar la página.",
              "Este chat no está aquí",
              "Puede que la dirección esté incompleta o que el chat se haya retirado. Vuelve al"
                  + " lugar donde encontraste el enlace."),
          "pt",
          new PageWords(
              "pt",
              "Este chat precisa de JavaScript. Ative-o e carregue a página de novo.",
              "Este chat não está aqui",
              "O endereço pode estar incompleto ou o chat foi retirado. Volte à página onde"
                  + " encontrou o link."),
          "de",
          new PageWords(
              "de",
              "Dieser Chat braucht JavaScript. Bitte einschalten und die Seite neu laden.",
              "Diesen Chat gibt es hier nicht",
              "Vielleicht ist die Adresse unvollständig oder der Chat wurde entfernt. Bitte gehen"
                  + " Sie dorthin zurück, wo Sie den Link gefunden haben."),
          "fr",
          new PageWords(
              "fr",
              "Ce chat a besoin de JavaScript. Activez-le puis rechargez la page.",
              "Ce chat n’est pas ici",
              "L’adresse est peut-être incomplète, ou le chat a été retiré. Revenez à la page où"
                  + " vous avez trouvé le lien."),
          "it",
          new PageWords(
              "it",
              "Questa chat ha bisogno di JavaScript. Attivalo e ricarica la pagina.",
              "Questa chat non è qui",
              "L’indirizzo potrebbe essere incompleto, oppure la chat è stata rimossa. Torna alla"
                  + " pagina dove hai trovato il link."));

  /// In the visitor's language, else in the agent's, else in English.
  static PageWords of(String preferred, String fallback) {
    PageWords other = ALL.getOrDefault(WebChat.primary(fallback), ENGLISH);
    return ALL.getOrDefault(WebChat.primary(preferred), other);
  }
}
