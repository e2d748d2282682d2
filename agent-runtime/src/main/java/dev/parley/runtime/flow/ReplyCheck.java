package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a model's reply may be said: it asks once, it is plain text, and it claims nothing the
/// business or the contact has not said: no number, price, percentage, day, promise, address or
/// link of its own. Errs on the side of the configured words. Immutable and thread-safe.
final class ReplyCheck {
  static final int CHARS_MAX = 700;

  private static final Pattern MARKUP = Pattern.compile("[<>{}\\[\\]|`*_#\\\\]|\\p{Cntrl}");
  private static final Pattern QUESTIONS = Pattern.compile("[?？][?!？！\\s]*");
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}[\\p{Nd}.,:/'’-]*");
  private static final Pattern ADDRESS =
      Pattern.compile("\\S*(?:@|://|www\\.|\\p{Alnum}\\.\\p{L}{2,})\\S*");

  private final Approved definition;

  ReplyCheck(AgentDefinition definition) {
    this.definition = Approved.of(definition);
  }

  /// A whole reply.
  ///
  /// @param language what the agent speaks now
  /// @param answers what is known, this turn's answers included
  boolean allows(String reply, String language, Map<String, Answer> answers) {
    return questions(reply.strip()) == 1 && mayBegin(reply, language, answers);
  }

  static long questions(String text) {
    return QUESTIONS.matcher(text).results().count();
  }

  /// The same of a reply's beginning, which may not have asked yet.
  boolean mayBegin(String reply, String language, Map<String, Answer> answers) {
    String text = reply.strip();
    if (text.isEmpty() || text.length() > CHARS_MAX || MARKUP.matcher(text).find()) {
      return false;
    }
    if (questions(text) > 1) {
      return false;
    }
    Approved known = Approved.of(answers);
    Folded folded = Folded.of(text);
    Cues cues = Cues.of(List.of(language));
    return speaks(language, text)
        && numbers(text, known)
        && addresses(text, known)
        && !cues.has(Cue.HUMAN_CLAIMS, folded)
        && !cues.has(Cue.BOT, folded)
        && phrases(cues, Cue.CLAIMS, folded, List.of(definition))
        && phrases(cues, Cue.NUMBER_WORDS, folded, List.of(definition, known))
        && phrases(cues, Cue.TIME_WORDS, folded, List.of(definition, known));
  }

  private static boolean speaks(String language, String text) {
    Optional<String> guess = LanguageGuess.of(text);
    return !Phrases.knows(language)
        || guess.isEmpty()
        || guess.get().equals(Phrases.primary(language));
  }

  private boolean numbers(String text, Approved known) {
    if (text.indexOf('%') >= 0 && definition.raw().indexOf('%') < 0) {
      return false;
    }
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String digits = Approved.digits(matcher.group());
      if (!definition.numbers().contains(digits) && !known.numbers().contains(digits)) {
        return false;
      }
    }
    return true;
  }

  private boolean addresses(String text, Approved known) {
    Matcher matcher = ADDRESS.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String address = matcher.group().replaceAll("^[\\p{Punct}]+|[\\p{Punct}]+$", "");
      if (!definition.raw().contains(address) && !known.raw().contains(address)) {
        return false;
      }
    }
    return true;
  }

  /// Every phrase of the cue that the reply uses must be one of the sources' own.
  private static boolean phrases(Cues cues, Cue cue, Folded text, List<Approved> sources) {
    for (int i = 0; i < text.size(); i++) {
      int length = cues.longest(cue, text, i);
      if (length > 0) {
        Folded phrase = new Folded(text.words().subList(i, i + length));
        if (sources.stream().noneMatch(source -> source.phrases().has(phrase))) {
          return false;
        }
      }
    }
    return true;
  }
}
