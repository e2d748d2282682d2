package dev.parley.runtime.call;

import dev.parley.channel.voice.CallDetails;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.flow.CallPhrases;
import java.util.Map;
import java.util.Optional;

/// How an agent introduces itself to assistants and machines that answer a call of ours. Pure.
final class WhoCalls {
  private WhoCalls() {}

  /// Who calls and why, for those who ask before they put a call through.
  static String andWhy(AgentDefinition definition, CallDetails call, String language) {
    String who =
        CallPhrases.say(
            language,
            "screen",
            0,
            Map.of("agent", definition.name(), "business", definition.business()));
    String why =
        definition
            .call()
            .reason()
            .map(wording -> wording.in(language))
            .or(() -> Optional.ofNullable(call.context().get("reason")))
            .orElseGet(() -> CallPhrases.say(language, "why"));
    return SpokenText.of(definition.disclosure().in(language) + " " + who + " " + why, language);
  }

  /// The message that is left on a machine, if any.
  static Optional<String> voicemail(AgentDefinition definition, String language) {
    return definition
        .call()
        .voicemail()
        .map(wording -> definition.disclosure().in(language) + " " + wording.in(language))
        .map(text -> SpokenText.of(text, language));
  }
}
