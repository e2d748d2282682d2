package dev.parley.channel.hosted;

/// The conversations behind hosted agents. Thread-safe.
public interface HostedTalk {
  /// What to say next. Blocks until it is known. The same question again has the same answer.
  Said next(HostedChannel channel, Asked asked);

  /// A call is over. Returns once that is written down; told again, nothing happens.
  void ended(HostedChannel channel, EndedCall call);

  /// What became of a question.
  sealed interface Said {
    /// @param text to be said; empty where there is nothing to say
    /// @param over the conversation has ended with it
    record Words(String text, boolean over) implements Said {}

    /// Not now.
    ///
    /// @param code stable
    record Later(String code) implements Said {}
  }
}
