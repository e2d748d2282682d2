package dev.parley.runtime.flow;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Turns that are only manners: a greeting, thanks, "one moment". They are answered in kind and
/// cost the contact no try.
final class SmallTalk {
  private static final Set<Cue> KINDS =
      EnumSet.of(Cue.HELLO, Cue.THANKS, Cue.ACK, Cue.HOW_ARE_YOU, Cue.BOT, Cue.HOLD, Cue.PRESENCE);

  private SmallTalk() {}

  /// The kind that deserves an answer most, where the turn is nothing but small talk.
  static Optional<Cue> of(Cues cues, Folded text) {
    Set<Cue> covered = cues.cover(text, KINDS);
    for (Cue kind :
        new Cue[] {
          Cue.BOT, Cue.HOLD, Cue.HOW_ARE_YOU, Cue.HELLO, Cue.PRESENCE, Cue.THANKS, Cue.ACK
        }) {
      if (covered.contains(kind)) {
        return Optional.of(kind);
      }
    }
    return cues.has(Cue.BOT, text) && text.size() <= 12 ? Optional.of(Cue.BOT) : Optional.empty();
  }

  /// "Yes, still here" after "are you still there?" is no answer to the question before it.
  static boolean onlyPresence(Cues cues, Folded text) {
    Set<Cue> covered =
        cues.cover(text, EnumSet.of(Cue.PRESENCE, Cue.YES, Cue.HELLO, Cue.ACK, Cue.THANKS));
    return covered.contains(Cue.PRESENCE)
        || covered.contains(Cue.YES)
        || covered.contains(Cue.HELLO);
  }
}
