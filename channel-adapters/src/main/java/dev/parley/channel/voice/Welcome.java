package dev.parley.channel.voice;

import java.util.List;

/// What becomes of a call that comes in.
public sealed interface Welcome {
  /// @param language expected at first, a tag such as `pt-BR`
  /// @param languages all that the agent speaks, the first one included
  /// @param hints words that are likely to come: names, options
  record Take(String language, List<String> languages, List<String> hints) implements Welcome {
    public Take {
      languages = List.copyOf(languages);
      hints = List.copyOf(hints);
    }

    /// The same with another language expected.
    public Take in(String other) {
      return new Take(other, languages, hints);
    }
  }

  /// The caller is told so politely, and the call ends.
  ///
  /// @param language in which it is told
  record Refuse(Reason reason, String language) implements Welcome {}

  /// Stable, for logs and metrics.
  enum Reason {
    /// No channel has this number.
    UNKNOWN_NUMBER,
    /// The agent is not published, or was taken out of use.
    NO_AGENT,
    /// The contact is not to be talked to.
    SUPPRESSED,
    /// As many calls are up as may be.
    BUSY
  }
}
