package dev.parley.runtime.call;

import dev.parley.runtime.flow.Folded;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/// Phrases by which a line is understood while it is heard, of all languages together: who says
/// "sí" to an English agent agrees all the same. Read once; thread-safe.
final class LineWords {
  static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it");

  private static final Phrases BACKCHANNEL = all("backchannel");
  private static final Phrases STOP = all("stop");
  private static final Phrases VOICEMAIL = all("voicemail");
  private static final Phrases SCREENING = all("screening");
  private static final Map<String, Phrases> TRAILING = trailing();

  private LineWords() {}

  /// Nothing but signs of listening.
  static boolean isBackchannel(Folded words) {
    return !words.isEmpty() && BACKCHANNEL.cover(words.words());
  }

  /// The contact wants to speak now.
  static boolean wantsTheFloor(Folded words) {
    return STOP.stand(words);
  }

  static boolean isVoicemail(Folded words) {
    return VOICEMAIL.stand(words);
  }

  static boolean isScreening(Folded words) {
    return SCREENING.stand(words);
  }

  /// The last words call for more. Of one language: "o" is "or" in one and "the" in another.
  static boolean trailsOff(Folded words, String language) {
    String known = LANGUAGES.contains(primary(language)) ? primary(language) : "en";
    return TRAILING.getOrDefault(known, BACKCHANNEL).end(words.words());
  }

  static String primary(String language) {
    int dash = language.indexOf('-');
    return (dash < 0 ? language : language.substring(0, dash)).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Phrases> trailing() {
    Map<String, Phrases> byLanguage = new HashMap<>();
    for (String language : LANGUAGES) {
      byLanguage.put(language, new Phrases(phrases("trailing", language)));
    }
    return Map.copyOf(byLanguage);
  }

  private static Phrases all(String key) {
    Set<List<String>> phrases = new HashSet<>();
    LANGUAGES.forEach(language -> phrases.addAll(phrases(key, language)));
    return new Phrases(phrases);
  }

  private static Set<List<String>> phrases(String key, String language) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            LineWords.class.getPackageName() + ".line",
            Locale.of(language),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Set<List<String>> phrases = new HashSet<>();
    Arrays.stream(bundle.getString(key).split(";"))
        .map(phrase -> Folded.of(phrase).words())
        .filter(words -> !words.isEmpty())
        .forEach(phrases::add);
    return phrases;
  }

  private record Phrases(Set<List<String>> all, int longest) {
    Phrases(Set<List<String>> all) {
      this(Set.copyOf(all), all.stream().mapToInt(List::size).max().orElse(0));
    }

    boolean cover(List<String> words) {
      int from = 0;
      while (from < words.size()) {
        int length = longestAt(words, from);
        if (length == 0) {
          return false;
        }
        from += length;
      }
      return true;
    }

    boolean stand(Folded words) {
      for (int from = 0; from < words.size(); from++) {
        if (longestAt(words.words(), from) > 0) {
          return true;
        }
      }
      return false;
    }

    boolean end(List<String> words) {
      for (int length = 1; length <= Math.min(longest, words.size()); length++) {
        if (all.contains(words.subList(words.size() - length, words.size()))) {
          return true;
        }
      }
      return false;
    }

    private int longestAt(List<String> words, int from) {
      for (int length = Math.min(longest, words.size() - from); length > 0; length--) {
        if (all.contains(words.subList(from, from + length))) {
          return length;
        }
      }
      return 0;
    }
  }
}
