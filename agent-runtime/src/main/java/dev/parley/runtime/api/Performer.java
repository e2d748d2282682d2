package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.config.tenant.IdempotencyKeys.Seen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/// Does what an operation says, once for each `Idempotency-Key`. Only what was done is
/// remembered: a refusal rolls back and may be tried again. Thread-safe.
final class Performer {
  private static final String STATUS = "status";
  private static final String HEADERS = "headers";
  private static final String BODY = "body";

  private final Database database;
  private final IdempotencyKeys keys;

  Performer(Database database, IdempotencyKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  Reply perform(Operation operation, Call call, Optional<String> idempotencyKey) {
    Optional<Once> once =
        idempotencyKey.map(key -> new Once(call, key, fingerprint(operation, call)));
    return switch (operation.work()) {
      case Operation.Work.InTenant(var transaction) ->
          database.inTenant(call.tenant(), tx -> once(tx, once, () -> transaction.run(call, tx)));
      case Operation.Work.Prepared(var preparation) -> prepared(call, once, preparation);
      case Operation.Work.AcrossTenants(var transaction) ->
          database.acrossTenants(tx -> once(tx, once, () -> transaction.run(call, tx)));
      case Operation.Work.Outside(var effect) -> outside(call, once, effect);
    };
  }

  private record Once(Call call, String key, Fingerprint request) {}

  private interface Action {
    Reply run();
  }

  private Reply once(DSLContext tx, Optional<Once> once, Action action) {
    if (once.isEmpty()) {
      return action.run();
    }
    Optional<Reply> before = answered(tx, once.get());
    if (before.isPresent()) {
      return before.get();
    }
    Reply reply = action.run();
    remember(tx, once.get(), reply);
    return reply;
  }

  private Reply prepared(Call call, Optional<Once> once, Operation.Preparation preparation) {
    Optional<Reply> before =
        once.flatMap(one -> database.inTenant(call.tenant(), tx -> answered(tx, one)));
    if (before.isPresent()) {
      return before.get();
    }
    Operation.Transaction transaction = preparation.run(call);
    return database.inTenant(call.tenant(), tx -> once(tx, once, () -> transaction.run(call, tx)));
  }

  /// Effects outside a transaction are harmless when done twice: the key only keeps the answer.
  private Reply outside(Call call, Optional<Once> once, Operation.Effect effect) {
    if (once.isEmpty()) {
      return effect.run(call);
    }
    Optional<Reply> before = database.inTenant(call.tenant(), tx -> answered(tx, once.get()));
    if (before.isPresent()) {
      return before.get();
    }
    Reply reply = effect.run(call);
    database.runInTenant(call.tenant(), tx -> remember(tx, once.get(), reply));
    return reply;
  }

  private Optional<Reply> answered(DSLContext tx, Once once) {
    return switch (keys.look(tx, once.call().tenant(), once.key(), once.request().sha256())) {
      case Seen.Fresh() -> Optional.empty();
      case Seen.InProgress() ->
          throw ApiException.with(
              ApiCode.IDEMPOTENCY_IN_PROGRESS,
              "A request with this Idempotency-Key is under way; ask again for its answer.",
              Map.of("Retry-After", "1"));
      case Seen.OtherRequest() ->
          throw ApiException.of(
              ApiCode.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key was used for another request; use a new one.");
      case Seen.Answered(byte[] answer) ->
          Optional.of(
              read(new String(answer, StandardCharsets.UTF_8))
                  .with("Idempotency-Replayed", "true"));
    };
  }

  private void remember(DSLContext tx, Once once, Reply reply) {
    ObjectNode answer = Json.object();
    answer.put(STATUS, reply.status());
    ObjectNode headers = answer.putObject(HEADERS);
    reply.headers().forEach(headers::put);
    reply.body().ifPresent(body -> answer.set(BODY, body));
    keys.remember(
        tx,
        once.call().tenant(),
        once.key(),
        once.request().sha256(),
        reply.status(),
        Json.bytes(answer));
  }

  private static Reply read(String stored) {
    ObjectNode answer = Json.stored(stored);
    Map<String, String> headers = new HashMap<>();
    answer
        .path(HEADERS)
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    JsonNode body = answer.get(BODY);
    return new Reply(answer.path(STATUS).asInt(), Optional.ofNullable(body), headers);
  }

  /// Tells one request from another, whoever's key it came with.
  @SuppressWarnings("ArrayRecordComponent") // compared by the store, in constant time
  private record Fingerprint(byte[] sha256) {}

  private static Fingerprint fingerprint(Operation operation, Call call) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head =
          operation.name()
              + "\n"
              + new java.util.TreeMap<>(call.path())
              + "\n"
              + call.ifMatch().orElse("")
              + "\n"
              + call.contentType();
      byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
      return new Fingerprint(digest.digest(call.body()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
