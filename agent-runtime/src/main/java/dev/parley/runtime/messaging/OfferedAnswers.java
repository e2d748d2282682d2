package dev.parley.runtime.messaging;

import dev.parley.channel.OutboundBody;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.driver.Outgoing.Spoken;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.OptionNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the agent says as a message: plain words, or, where it has just asked for one of a few
/// things, words with the answers to tap.
final class OfferedAnswers {
  private OfferedAnswers() {}

  /// Buttons cost nothing; a list in words only where the question does not name the answers.
  static OutboundBody body(ChannelType channel, AgentDefinition definition, Spoken spoken) {
    FlowState state = spoken.state();
    Optional<Question> asked =
        state.status() == FlowState.Status.OPEN
            ? state.open().flatMap(definition::question)
            : Optional.empty();
    Map<String, String> names =
        asked.map(question -> names(definition, question, state)).orElse(Map.of());
    if (names.isEmpty() || (channel == ChannelType.SMS && namesAll(spoken.text(), names))) {
      return new OutboundBody.Text(spoken.text());
    }
    List<OutboundBody.Option> options =
        names.entrySet().stream()
            .map(one -> new OutboundBody.Option(one.getKey(), one.getValue(), Optional.empty()))
            .toList();
    return new OutboundBody.Choices(spoken.text(), options, state.language());
  }

  /// What is asked back takes a yes or a no, whatever the question.
  private static Map<String, String> names(
      AgentDefinition definition, Question question, FlowState state) {
    if (state.answer(question.id()).earlier().isPresent()) {
      return OptionNames.yesNo(state.language());
    }
    return hasFew(question) ? OptionNames.of(definition, question, state.language()) : Map.of();
  }

  private static boolean namesAll(String text, Map<String, String> names) {
    String said = text.toLowerCase(Locale.ROOT);
    return names.containsKey("yes")
        || names.values().stream().allMatch(name -> said.contains(name.toLowerCase(Locale.ROOT)));
  }

  private static boolean hasFew(Question question) {
    return question.type() == FieldType.CHOICE || question.type() == FieldType.YES_NO;
  }
}
