package dev.parley.crm;

import java.time.Instant;
import java.util.Optional;

/// The OAuth tokens of connectors, shared by all workers of all nodes. Thread-safe; blocks.
public interface AccessTokens {
  /// A token good for a while yet. When there is none, when its time is nearly over, or when it is
  /// the `refused` one, `grant` is asked for another: by one caller at a time over all nodes, while
  /// the others wait and then get what it got.
  Answer current(Connector connector, Optional<String> refused, Grant grant);

  /// @param access sent with each call
  /// @param refresh asks for the next one, where the system gives one out
  /// @param refreshAt from then on a new one is asked for, ahead of its expiry
  /// @param home the address it is good at, where the system names one with it; not yet checked
  record Token(String access, Optional<String> refresh, Instant refreshAt, Optional<String> home) {
    public Token(String access, Optional<String> refresh, Instant refreshAt) {
      this(access, refresh, refreshAt, Optional.empty());
    }

    @Override
    public String toString() {
      return "Token[****]";
    }
  }

  /// Asks the other system for a token; one call, bounded in time.
  interface Grant {
    Answer ask(Optional<Token> last);
  }

  sealed interface Answer {
    record Granted(Token token) implements Answer {}

    /// The other system will grant none until a person acts.
    record Revoked(String text) implements Answer {}

    /// It could not be asked now.
    record Unavailable(String text) implements Answer {}
  }
}
