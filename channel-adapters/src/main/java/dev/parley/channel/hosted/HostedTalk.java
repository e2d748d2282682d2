package dev.parley.channel.hosted;

/// The conversations behind hosted agents. Thread-safe.
public interface HostedTalk {
  /// What to say next. Blocks until it is known. The same question again has the same answer.
  ///
  /// @param hearer told the answer's first sentences while the rest is still being written; where
  ///     it throws, nobody hears the answer any more, and it is found by asking again
  Said next(HostedChannel channel, Asked asked, Hearer hearer);

  /// Hears an answer from its first sentence on. Called by the thread that asked; may block.
  interface Hearer {
    /// Waits for the whole answer.
    Hearer NONE =
        new Hearer() {
          @Override
          public boolean wantsSentences() {
            return false;
          }

          @Override
          public void hears(String sentence) {}
        };

    default boolean wantsSentences() {
      return true;
    }

    /// @param sentence one or more, without blanks around
    void hears(String sentence);
  }

  /// A call is over. Returns once that is written down; told again, nothing happens.
  void ended(HostedChannel channel, EndedCall call);

  /// What became of a question.
  sealed interface Said {
    /// @param text to be said after what was heard already; empty where there is nothing to say
    /// @param over the conversation has ended with it
    record Words(String text, boolean over) implements Said {}

    /// Not now.
    ///
    /// @param code stable
    record Later(String code) implements Said {}
  }
}
