package dev.parley.runtime.understanding;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal.Kind;
import dev.parley.runtime.flow.Proposal.ProposedAnswer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A refusal that names what it is about: "not sure I want to give my number", said to another
/// question, refuses the number. Lives for one turn.
final class RefusedElsewhere {
  private static final Map<FieldType, Cue> ABOUT = new EnumMap<>(FieldType.class);
  private static final int REFUSAL_WORDS_MAX = 14;

  static {
    ABOUT.put(FieldType.PHONE, Cue.ABOUT_PHONE);
    ABOUT.put(FieldType.EMAIL, Cue.ABOUT_EMAIL);
    ABOUT.put(FieldType.PERSON_NAME, Cue.ABOUT_NAME);
    ABOUT.put(FieldType.ADDRESS, Cue.ABOUT_ADDRESS);
  }

  private final AgentWords agent;
  private final TurnText turn;

  RefusedElsewhere(AgentWords agent, TurnText turn) {
    this.agent = agent;
    this.turn = turn;
  }

  /// @param open the question just asked: a refusal of that one is none of these
  Optional<ProposedAnswer> find(Question open) {
    Cues cues = agent.cues();
    Folded text = turn.folded;
    Optional<Cues.Hit> refusal = cues.find(Cue.REFUSE, text);
    boolean said =
        refusal.filter(hit -> hit.to() - hit.from() > 1).isPresent()
            && text.size() <= REFUSAL_WORDS_MAX;
    if (!said || about(open.type(), text) || agent.names(open, text)) {
      return Optional.empty();
    }
    return agent.definition().questions().stream()
        .filter(question -> !question.equals(open) && about(question.type(), text))
        .filter(question -> !turn.filled(question))
        .findFirst()
        .map(question -> new ProposedAnswer(question.id(), "", turn.text.strip(), Kind.REFUSED));
  }

  private boolean about(FieldType type, Folded text) {
    Cue cue = ABOUT.get(type);
    return cue != null && agent.cues().has(cue, text);
  }
}
