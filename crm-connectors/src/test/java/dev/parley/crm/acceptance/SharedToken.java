package dev.parley.crm.acceptance;

import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import java.util.Optional;

/// Keeps one token in memory, for tests that need no database.
public final class SharedToken implements AccessTokens {
  private Optional<Token> kept = Optional.empty();

  @Override
  public synchronized Answer current(Connector connector, Optional<String> refused, Grant grant) {
    if (kept.isPresent() && !refused.equals(kept.map(Token::access))) {
      return new Answer.Granted(kept.get());
    }
    Answer answer = grant.ask(kept);
    if (answer instanceof Answer.Granted(var token)) {
      kept = Optional.of(token);
    }
    return answer;
  }
}
