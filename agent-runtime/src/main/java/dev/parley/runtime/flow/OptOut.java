package dev.parley.runtime.flow;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words that end all contact, in every language known and before any model sees them. Short
/// messages count by the whole message, longer ones by phrases that cannot mean anything else; a
/// phrase the business lists as an objection ("don't call me") is answered as that.
final class OptOut {
  /// "Stop, please, stop it now" is still one wish.
  private static final int WORDS_MAX = 6;

  private static final List<Map.Entry<String, Cues>> CUES =
      Phrases.LANGUAGES.stream().map(tag -> Map.entry(tag, Cues.of(List.of(tag)))).toList();

  private OptOut() {}

  /// The language it was said in, where the contact opts out.
  ///
  /// @param asked the open question: one of its options is an answer, not an opt-out
  static Optional<String> language(
      AgentDefinition definition, ChannelType channel, String text, Optional<Question> asked) {
    Folded folded = Folded.of(text);
    if (folded.isEmpty()
        || asked.filter(question -> OptionWords.isOption(question, folded)).isPresent()) {
      return Optional.empty();
    }
    return CUES.stream()
        .filter(one -> says(definition, one.getValue(), channel, folded))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean says(
      AgentDefinition definition, Cues cues, ChannelType channel, Folded text) {
    Optional<Cues.Hit> hit = cues.find(Cue.OPT_OUT, text);
    if (hit.isPresent()) {
      Folded words = new Folded(text.words().subList(hit.get().from(), hit.get().to()));
      return definition.objections().stream()
          .flatMap(objection -> objection.examples().stream())
          .noneMatch(example -> Folded.of(example).has(words));
    }
    boolean carrier = channel == ChannelType.SMS || channel == ChannelType.WHATSAPP;
    return whole(cues, text) || (carrier && cues.is(Cue.OPT_OUT_SMS, text));
  }

  private static boolean whole(Cues cues, Folded text) {
    return text.size() <= WORDS_MAX
        && cues.cover(text, Set.of(Cue.OPT_OUT_WORD)).contains(Cue.OPT_OUT_WORD);
  }
}
