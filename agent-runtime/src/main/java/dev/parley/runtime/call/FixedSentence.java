package dev.parley.runtime.call;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.AgentDefinition.Calls.Recording;
import dev.parley.config.agent.Wording;
import dev.parley.config.binding.ChannelType;
import dev.parley.runtime.flow.Advance;
import dev.parley.runtime.flow.CallFlow;
import dev.parley.runtime.flow.CallPhrases;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A sentence an agent says in the same words on every call, as it is given to the voice.
///
/// @param language of the words
record FixedSentence(String language, String text) {
  /// What one agent may have spoken in advance.
  static final int SENTENCES_MAX = 400;

  /// A filler has no more variants.
  private static final int VARIANTS_MAX = 8;

  private static final List<String> PHRASES =
      List.of(
          "not_heard",
          "silent_bye",
          "no_colleague",
          "record_ask",
          "recorded",
          "record_yes",
          "record_no",
          "trouble",
          "say_again",
          "keypad",
          "text_sending",
          "text_got");

  /// Those of an agent, the most urgent first: the beginning in the first language.
  static List<FixedSentence> of(FlowEngine engine, Instant now) {
    Set<FixedSentence> all = new LinkedHashSet<>();
    List<String> languages = engine.definition().languages();
    languages.forEach(language -> beginning(engine, language, now, all));
    languages.forEach(language -> rest(engine.definition(), language, all));
    return all.stream().limit(SENTENCES_MAX).toList();
  }

  /// Said by the engine itself, so that the words are those of a real call.
  private static void beginning(
      FlowEngine engine, String language, Instant now, Set<FixedSentence> into) {
    Moment moment = new Moment(now);
    FlowState state =
        engine.start(new Start(ChannelType.VOICE, Optional.empty(), Optional.of(language)), moment);
    Recording recording = engine.definition().call().recording();
    if (recording != Recording.NEVER) {
      Advance notice =
          new CallFlow(engine)
              .say(state, recording == Recording.ASK ? "record_ask" : "recorded", moment);
      add(notice.say(), notice.state().language(), into);
      state = notice.state();
    }
    Advance opening = engine.opening(state, moment);
    add(opening.say(), opening.state().language(), into);
  }

  private static void rest(AgentDefinition definition, String language, Set<FixedSentence> into) {
    List<Wording> words = new ArrayList<>();
    definition.questions().forEach(question -> words.add(question.ask()));
    words.add(definition.closing());
    definition.qualified().ifPresent(qualified -> words.add(qualified.say()));
    definition.handoff().ifPresent(handoff -> words.add(handoff.say()));
    definition.call().voicemail().ifPresent(words::add);
    words.stream()
        .filter(wording -> wording.speaks(language))
        .forEach(wording -> add(Optional.of(wording.in(language)), language, into));
    Map<String, String> names =
        Map.of("agent", definition.name(), "business", definition.business());
    for (int pick = 0; pick < VARIANTS_MAX; pick++) {
      add(Optional.of(CallPhrases.say(language, "filler", pick, names)), language, into);
    }
    for (String phrase : PHRASES) {
      add(Optional.of(CallPhrases.say(language, phrase, 0, names)), language, into);
    }
  }

  private static void add(Optional<String> words, String language, Set<FixedSentence> into) {
    words
        .map(text -> SpokenText.of(text, language))
        .ifPresent(
            text ->
                Sentences.of(text, language)
                    .forEach(one -> into.add(new FixedSentence(language, one))));
  }
}
