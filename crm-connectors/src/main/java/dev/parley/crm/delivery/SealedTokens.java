package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.CONNECTORS;

import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Tokens sealed in their connector's row. Whoever refreshes holds the row's lock, so that one
/// refresh serves every worker of every node. A system that refuses one token after the other is
/// not asked on and on: some lock out an account that takes ten in ten minutes. Thread-safe.
public final class SealedTokens implements AccessTokens {
  private static final int GRANTS_MAX = 9;
  private static final Duration GRANTS_WINDOW = Duration.ofMinutes(10);

  private final Database database;
  private final Sealer sealer;
  private final FreshTokens fresh;
  private final Clock clock;

  public SealedTokens(Database database, Sealer sealer, Clock clock) {
    this(database, sealer, new FreshTokens(), clock);
  }

  /// @param fresh where `Connectors` finds the token of a configuration that is being stored
  public SealedTokens(Database database, Sealer sealer, FreshTokens fresh, Clock clock) {
    this.database = database;
    this.sealer = sealer;
    this.fresh = fresh;
    this.clock = clock;
  }

  @Override
  public Answer current(Connector connector, Optional<String> refused, Grant grant) {
    Optional<Token> good =
        database
            .inTenant(connector.tenant(), tx -> stored(tx, connector, false))
            .or(() -> fresh.get(connector.id()))
            .map(KeptToken::token)
            .filter(token -> good(token, refused));
    return good.<Answer>map(Answer.Granted::new)
        .orElseGet(
            () ->
                database.inTenant(
                    connector.tenant(), tx -> refreshed(tx, connector, refused, grant)));
  }

  private Answer refreshed(
      DSLContext tx, Connector connector, Optional<String> refused, Grant grant) {
    Optional<KeptToken> kept = stored(tx, connector, true).or(() -> fresh.get(connector.id()));
    Optional<Token> last = kept.map(KeptToken::token);
    // Somebody else may have refreshed it while this one waited for the lock.
    if (last.isPresent() && good(last.get(), refused)) {
      return new Answer.Granted(last.get());
    }
    Instant now = clock.instant();
    List<Instant> grants = new ArrayList<>(kept.map(KeptToken::grants).orElse(List.of()));
    grants.removeIf(at -> at.isBefore(now.minus(GRANTS_WINDOW)));
    if (grants.size() >= GRANTS_MAX) {
      return new Answer.Unavailable(
          "The other system refused "
              + GRANTS_MAX
              + " tokens in ten minutes; it is not asked for"
              + " more before they are over.");
    }
    Answer answer = grant.ask(last);
    if (answer instanceof Answer.Granted(var token)) {
      grants.add(now);
      keep(tx, connector, new KeptToken(token, grants));
    }
    return answer;
  }

  private void keep(DSLContext tx, Connector connector, KeptToken token) {
    int rows =
        tx.update(CONNECTORS)
            .set(CONNECTORS.TOKEN, token.sealed(sealer, connector.id()))
            .where(CONNECTORS.ID.eq(connector.id()))
            .execute();
    if (rows == 0) {
      fresh.put(connector.id(), token);
    }
  }

  private boolean good(Token token, Optional<String> refused) {
    return clock.instant().isBefore(token.refreshAt())
        && !refused.filter(token.access()::equals).isPresent();
  }

  /// The lock is the one that lets rows refer to this one meanwhile: deliveries go on arriving.
  private Optional<KeptToken> stored(DSLContext tx, Connector connector, boolean locked) {
    var query =
        tx.select(CONNECTORS.TOKEN).from(CONNECTORS).where(CONNECTORS.ID.eq(connector.id()));
    byte @Nullable [] sealed =
        (locked
            ? query.forNoKeyUpdate().fetchOne(CONNECTORS.TOKEN)
            : query.fetchOne(CONNECTORS.TOKEN));
    return sealed == null
        ? Optional.empty()
        : Optional.of(KeptToken.open(sealer, connector.id(), sealed));
  }
}
