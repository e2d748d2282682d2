package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.CONNECTORS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Tokens sealed in their connector's row. Whoever refreshes holds the row's lock, so that one
/// refresh serves every worker of every node. Thread-safe.
public final class SealedTokens implements AccessTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final Sealer sealer;
  private final Clock clock;

  public SealedTokens(Database database, Sealer sealer, Clock clock) {
    this.database = database;
    this.sealer = sealer;
    this.clock = clock;
  }

  @Override
  public Answer current(Connector connector, Optional<String> refused, Grant grant) {
    Optional<Token> good =
        database
            .inTenant(connector.tenant(), tx -> stored(tx, connector, false))
            .filter(token -> good(token, refused));
    return good.<Answer>map(Answer.Granted::new)
        .orElseGet(
            () ->
                database.inTenant(
                    connector.tenant(), tx -> refreshed(tx, connector, refused, grant)));
  }

  private Answer refreshed(
      DSLContext tx, Connector connector, Optional<String> refused, Grant grant) {
    Optional<Token> last = stored(tx, connector, true);
    // Somebody else may have refreshed it while this one waited for the lock.
    if (last.isPresent() && good(last.get(), refused)) {
      return new Answer.Granted(last.get());
    }
    Answer answer = grant.ask(last);
    if (answer instanceof Answer.Granted(var token)) {
      tx.update(CONNECTORS)
          .set(CONNECTORS.TOKEN, sealer.seal(place(connector), written(token)))
          .where(CONNECTORS.ID.eq(connector.id()))
          .execute();
    }
    return answer;
  }

  private boolean good(Token token, Optional<String> refused) {
    return clock.instant().isBefore(token.refreshAt())
        && !refused.filter(token.access()::equals).isPresent();
  }

  /// The lock is the one that lets rows refer to this one meanwhile: deliveries go on arriving.
  private Optional<Token> stored(DSLContext tx, Connector connector, boolean locked) {
    var query =
        tx.select(CONNECTORS.TOKEN).from(CONNECTORS).where(CONNECTORS.ID.eq(connector.id()));
    byte @Nullable [] sealed =
        (locked
            ? query.forNoKeyUpdate().fetchOne(CONNECTORS.TOKEN)
            : query.fetchOne(CONNECTORS.TOKEN));
    return sealed == null
        ? Optional.empty()
        : Optional.of(read(sealer.open(place(connector), sealed)));
  }

  private static String place(Connector connector) {
    return "connector-token/" + connector.id();
  }

  private static byte[] written(Token token) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("access", token.access())
              .put("refresh", token.refresh().orElse(null))
              .put("refresh_at", token.refreshAt().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  private static Token read(byte[] plain) {
    try {
      JsonNode json = JSON.readTree(plain);
      return new Token(
          json.path("access").asText(),
          Optional.ofNullable(json.path("refresh").textValue()),
          Instant.parse(json.path("refresh_at").asText()));
    } catch (IOException e) {
      throw new IllegalStateException("a sealed token is no JSON", e);
    }
  }
}
