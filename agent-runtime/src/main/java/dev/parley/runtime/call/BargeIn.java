package dev.parley.runtime.call;

import dev.parley.runtime.flow.Folded;

/// Whether words over the agent's own are meant to stop it. Pure.
final class BargeIn {
  private static final int WORDS_STOP_MIN = 2;

  enum Decision {
    /// Signs of listening: the agent goes on.
    IGNORE,
    /// One word, or a sound: it stops the agent if it lasts.
    WAIT,
    STOP
  }

  private BargeIn() {}

  static Decision ofPartial(String text) {
    Folded words = Folded.of(text);
    if (words.isEmpty() || LineWords.isBackchannel(words)) {
      return Decision.IGNORE;
    }
    return words.size() >= WORDS_STOP_MIN || LineWords.wantsTheFloor(words)
        ? Decision.STOP
        : Decision.WAIT;
  }

  static Decision ofFinal(String text) {
    Folded words = Folded.of(text);
    return words.isEmpty() || LineWords.isBackchannel(words) ? Decision.IGNORE : Decision.STOP;
  }
}
