package dev.parley.crm.delivery;

import static dev.parley.config.store.generated.Tables.CONNECTORS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.crm.AccessTokens;
import dev.parley.crm.Connector;
import java.io.IOException;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param grants when tokens were granted of late
  private record Kept(Token token, List<Instant> grants) {}

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
            .map(Kept::token)
            .filter(token -> good(token, refused));
    return good.<Answer>map(Answer.Granted::new)
        .orElseGet(
            () ->
                database.inTenant(
                    connector.tenant(), tx -> refreshed(tx, connector, refused, grant)));
  }

  private Answer refreshed(
      DSLContext tx, Connector connector, Optional<String> refused, Grant grant) {
    Optional<Kept> kept = stored(tx, connector, true);
    Optional<Token> last = kept.map(Kept::token);
    // Somebody else may have refreshed it while this one waited for the lock.
    if (last.isPresent() && good(last.get(), refused)) {
      return new Answer.Granted(last.get());
    }
    Instant now = clock.instant();
    List<Instant> grants = new ArrayList<>(kept.map(Kept::grants).orElse(List.of()));
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
      tx.update(CONNECTORS)
          .set(CONNECTORS.TOKEN, sealer.seal(place(connector), written(new Kept(token, grants))))
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
  private Optional<Kept> stored(DSLContext tx, Connector connector, boolean locked) {
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

  private static byte[] written(Kept kept) {
    Token token = kept.token();
    ObjectNode json =
        JSON.createObjectNode()
            .put("access", token.access())
            .put("refresh", token.refresh().orElse(null))
            .put("refresh_at", token.refreshAt().toString());
    ArrayNode grants = json.putArray("grants");
    kept.grants().forEach(at -> grants.add(at.toString()));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  private static Kept read(byte[] plain) {
    try {
      JsonNode json = JSON.readTree(plain);
      List<Instant> grants = new ArrayList<>();
      json.path("grants").forEach(at -> grants.add(Instant.parse(at.asText())));
      return new Kept(
          new Token(
              json.path("access").asText(),
              Optional.ofNullable(json.path("refresh").textValue()),
              Instant.parse(json.path("refresh_at").asText())),
          grants);
    } catch (IOException e) {
      throw new IllegalStateException("a sealed token is no JSON", e);
    }
  }
}
