package dev.parley.runtime.flow;

import java.util.Map;
import java.util.Optional;

/// What is said on the telephone beside an advance, in the languages the engine knows, else in
/// English. Thread-safe.
public final class CallPhrases {
  private CallPhrases() {}

  /// @param key without its `call.`
  /// @param pick chooses among variants
  /// @param names filled in where the phrase names them
  public static String say(String language, String key, int pick, Map<String, String> names) {
    String phrase =
        Phrases.find(language, "call." + key, pick)
            .or(() -> Phrases.find("en", "call." + key, pick))
            .orElseThrow();
    for (Map.Entry<String, String> name : names.entrySet()) {
      phrase = phrase.replace("{" + name.getKey() + "}", name.getValue());
    }
    return phrase;
  }

  public static String say(String language, String key) {
    return say(language, key, 0, Map.of());
  }

  /// The words for yes and no, as on a button.
  public static Optional<String> word(String language, boolean yes) {
    return Phrases.find(language, yes ? "yes" : "no", 0);
  }
}
