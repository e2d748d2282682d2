package dev.parley.runtime.consent;

import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.OptionWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// STOP, START and HELP as whole messages, in six languages, whatever their case, accents and
/// signs. Wishes inside sentences ("please don't text me again") are the flow engine's to hear.
/// Stateless and thread-safe; a message that is longer than any such word costs nothing.
public final class ConsentWords {
  private static final List<String> LANGUAGES = List.of("en", "es", "pt", "de", "fr", "it");
  private static final int CHARS_MAX = 100;

  /// "Please stop now, stop it" is still one wish.
  private static final int WORDS_MAX = 6;

  private ConsentWords() {}

  public enum Word {
    STOP,
    /// Means something only to a contact who is suppressed: for others it is a message like any.
    START,
    HELP
  }

  /// @param language the word is of, one of the six: what to answer in where nothing better is
  // known
  public record Heard(Word word, String language) {}

  /// @param preferred languages to take a word for that several share ("stop"), best first
  /// @param asked the question that is open, if any: one of its options is an answer
  public static Optional<Heard> find(
      String text, List<String> preferred, Optional<Question> asked) {
    String stripped = text.strip();
    if (stripped.length() > CHARS_MAX) {
      return Optional.empty();
    }
    Folded folded = Folded.of(stripped);
    if (folded.isEmpty()
        || folded.size() > WORDS_MAX
        || asked.filter(question -> OptionWords.isOption(question, folded)).isPresent()) {
      return Optional.empty();
    }
    for (String language : languages(preferred)) {
      Optional<Word> word = word(Cues.of(List.of(language)), folded);
      if (word.isPresent()) {
        return Optional.of(new Heard(word.get(), language));
      }
    }
    return Optional.empty();
  }

  private static Optional<Word> word(Cues cues, Folded text) {
    if (cues.is(Cue.OPT_OUT_SMS, text)
        || cues.cover(text, Set.of(Cue.OPT_OUT_WORD)).contains(Cue.OPT_OUT_WORD)) {
      return Optional.of(Word.STOP);
    }
    if (cues.is(Cue.OPT_IN_WORD, text)) {
      return Optional.of(Word.START);
    }
    return cues.is(Cue.HELP_WORD, text) ? Optional.of(Word.HELP) : Optional.empty();
  }

  private static List<String> languages(List<String> preferred) {
    Set<String> ordered = new LinkedHashSet<>();
    for (String tag : preferred) {
      String primary = tag.length() > 2 ? tag.substring(0, 2) : tag;
      if (LANGUAGES.contains(primary) && (tag.length() == 2 || tag.charAt(2) == '-')) {
        ordered.add(primary);
      }
    }
    ordered.addAll(LANGUAGES);
    return new ArrayList<>(ordered);
  }
}
