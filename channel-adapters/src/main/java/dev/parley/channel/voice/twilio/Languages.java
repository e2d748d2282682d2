package dev.parley.channel.voice.twilio;

import java.util.Locale;
import java.util.Map;

/// Twilio names a language together with a region.
public final class Languages {
  private static final Map<String, String> REGIONS =
      Map.ofEntries(
          Map.entry("en", "en-US"),
          Map.entry("es", "es-ES"),
          Map.entry("pt", "pt-BR"),
          Map.entry("de", "de-DE"),
          Map.entry("fr", "fr-FR"),
          Map.entry("it", "it-IT"),
          Map.entry("nl", "nl-NL"),
          Map.entry("pl", "pl-PL"),
          Map.entry("sv", "sv-SE"),
          Map.entry("da", "da-DK"),
          Map.entry("ja", "ja-JP"));

  private Languages() {}

  /// A tag with its region: the one given, or the usual one.
  public static String region(String language) {
    return language.contains("-")
        ? language
        : REGIONS.getOrDefault(language.toLowerCase(Locale.ROOT), language);
  }

  /// The tag without its region, in lower case.
  static String plain(String language) {
    return language.split("-", 2)[0].toLowerCase(Locale.ROOT);
  }
}
