package dev.parley.runtime.understanding;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.evidence.Evidence;
import dev.parley.lead.Gist;
import dev.parley.runtime.flow.Cue;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a whole transcript shows without a model: the objections the contact raised and the words
/// that say what they came for. Pure and thread-safe.
public final class HeardInTranscript {
  private static final Set<Cue> COURTESIES =
      Set.of(
          Cue.HELLO, Cue.THANKS, Cue.ACK, Cue.HOW_ARE_YOU, Cue.YES, Cue.NO, Cue.GOODBYE, Cue.BOT);
  private static final int INTENT_WORDS_MIN = 4;
  private static final int INTENT_CHARS_MAX = 300;

  /// Later, people answer questions.
  private static final int OPENING_TURNS = 2;

  private final AgentWords agent;

  public HeardInTranscript(AgentDefinition definition) {
    this.agent = AgentWords.of(definition);
  }

  /// Each objection once, where it was first met, in the order of the turns.
  public List<Gist.Met> objections(Transcript transcript) {
    Map<String, Gist.Met> met = new LinkedHashMap<>();
    for (Turn turn : transcript.turns()) {
      if (turn.from() == Speaker.CONTACT) {
        new Topics(agent, Sentence.of(turn.text(), agent.cues()))
            .objection()
            .ifPresent(
                match ->
                    met.putIfAbsent(
                        match.id(),
                        new Gist.Met(
                            match.id(), new Evidence(turn.seq(), match.in().text().strip()))));
      }
    }
    return List.copyOf(met.values());
  }

  /// The first sentence of the contact's opening turns that is more than a courtesy, as it was
  /// said.
  public Optional<String> intent(Transcript transcript) {
    return transcript.turns().stream()
        .filter(turn -> turn.from() == Speaker.CONTACT)
        .limit(OPENING_TURNS)
        .flatMap(turn -> Sentence.of(turn.text(), agent.cues()).stream())
        .filter(
            sentence ->
                sentence.folded().size() >= INTENT_WORDS_MIN
                    && agent.cues().cover(sentence.folded(), COURTESIES).isEmpty())
        .map(sentence -> sentence.text().strip())
        .filter(text -> text.length() <= INTENT_CHARS_MAX)
        .findFirst();
  }
}
