package dev.parley.runtime.understanding;

import dev.parley.runtime.flow.Cue;
import dev.parley.runtime.flow.Cues;
import dev.parley.runtime.flow.Folded;
import dev.parley.runtime.flow.Proposal.Intent;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a turn wants of the conversation itself: a person, an end, the question again. Pure.
final class Wishes {
  private static final Set<Cue> PARTING =
      EnumSet.of(
          Cue.GOODBYE,
          Cue.THANKS,
          Cue.ACK,
          Cue.LATER,
          Cue.NOT_INTERESTED,
          Cue.THATS_ALL,
          Cue.NO,
          Cue.HELLO);
  private static final int NEGATION_REACH_WORDS = 3;
  private static final int REPEAT_WORDS_MAX = 9;
  private static final int LATER_WORDS_MAX = 14;

  private final boolean greets;
  private final AgentWords agent;
  private final Cues cues;
  private final Folded text;

  /// @param first whether it is the contact's first turn, in which "ciao" greets
  Wishes(AgentWords agent, Folded text, boolean first) {
    this.greets = first && !text.isEmpty() && agent.cues().longest(Cue.HELLO, text, 0) > 0;
    this.agent = agent;
    this.cues = agent.cues();
    this.text = text;
  }

  /// Empty where the turn is simply part of the talk.
  Optional<Intent> intent() {
    if (wantsPerson()) {
      return Optional.of(Intent.HANDOFF);
    }
    if (parts()) {
      return Optional.of(Intent.GOODBYE);
    }
    return didNotCatch() ? Optional.of(Intent.REPEAT) : Optional.empty();
  }

  private boolean wantsPerson() {
    boolean phrase = agent.handoff().stream().anyMatch(when -> text.has(when) && when.size() > 1);
    boolean anger = agent.angry() && cues.has(Cue.ANGRY, text) && !cues.has(Cue.BOT, text);
    Optional<Cues.Hit> hit = cues.find(Cue.HANDOFF, text);
    boolean asked = hit.isPresent() && !cues.has(Cue.BOT, text) && !denied(hit.get());
    return phrase || anger || asked;
  }

  /// "I don't want to talk to anyone" asks for no one; "I don't want to talk to a robot" does.
  private boolean denied(Cues.Hit hit) {
    boolean itself = text.words().subList(hit.from(), hit.to()).stream().anyMatch(Topics::negates);
    int from = Math.max(0, hit.from() - NEGATION_REACH_WORDS);
    return !itself && text.words().subList(from, hit.from()).stream().anyMatch(Topics::negates);
  }

  private boolean parts() {
    Set<Cue> covered = cues.cover(text, PARTING);
    if ((covered.contains(Cue.GOODBYE) && !greets)
        || covered.contains(Cue.LATER)
        || covered.contains(Cue.NOT_INTERESTED)) {
      return true;
    }
    Optional<Cues.Hit> bye = cues.find(Cue.GOODBYE, text);
    if (bye.isPresent()
        && !greets
        && (bye.get().to() >= text.size() - 2 || bye.get().from() == 0)) {
      return true;
    }
    return cues.has(Cue.NOT_INTERESTED, text)
        || (cues.has(Cue.LATER, text) && text.size() <= LATER_WORDS_MAX);
  }

  private boolean didNotCatch() {
    Set<Cue> covered = cues.cover(text, EnumSet.of(Cue.REPEAT, Cue.HELLO, Cue.PRESENCE));
    if (covered.contains(Cue.REPEAT)) {
      return true;
    }
    Optional<Cues.Hit> hit = cues.find(Cue.REPEAT, text);
    return hit.isPresent()
        && hit.get().to() - hit.get().from() >= 2
        && text.size() <= REPEAT_WORDS_MAX;
  }
}
