package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.OUTBOX;
import static dev.parley.config.store.generated.Tables.TURNS;

import dev.parley.config.agent.AgentDefinition;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.consent.ConsentStanding;
import dev.parley.runtime.driver.EngineSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// What the gate must know of a contact. Works in the caller's transaction; thread-safe.
final class GateFacts {
  private static final Duration WEEK = Duration.ofDays(7);

  private final EngineSource engines;
  private final ConsentLedger ledger;
  private final Clock clock;

  GateFacts(EngineSource engines, ConsentLedger ledger, Clock clock) {
    this.engines = engines;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// @param open whether the agent still talks in it
  /// @param phone the contact's number where one is known
  /// @param unaskedAt when something unasked went to the contact, in the last week
  /// @param lastHeardAt when the contact last wrote on this channel; long ago where never
  record Facts(
      AgentDefinition definition,
      boolean open,
      ConsentStanding standing,
      Optional<String> phone,
      List<Instant> unaskedAt,
      Instant lastHeardAt) {}

  Optional<Facts> read(DSLContext tx, OutboxRow row) {
    return tx.select(
            CONVERSATIONS.AGENT,
            CONVERSATIONS.AGENT_VERSION,
            CONVERSATIONS.CONTACT_ID,
            CONVERSATIONS.CHANNEL_ID,
            CONVERSATIONS.STATUS)
        .from(CONVERSATIONS)
        .where(CONVERSATIONS.ID.eq(row.conversation().id()))
        .fetchOptional()
        .map(conversation -> facts(tx, row, conversation));
  }

  private Facts facts(DSLContext tx, OutboxRow row, Record conversation) {
    var tenant = row.conversation().tenant();
    UUID contact = conversation.get(CONVERSATIONS.CONTACT_ID);
    List<String> addresses =
        tx.select(CONTACT_ADDRESSES.ADDRESS)
            .from(CONTACT_ADDRESSES)
            .where(CONTACT_ADDRESSES.CONTACT_ID.eq(contact))
            .orderBy(CONTACT_ADDRESSES.CREATED_AT)
            .fetch(CONTACT_ADDRESSES.ADDRESS);
    return new Facts(
        engines
            .engine(
                tenant,
                conversation.get(CONVERSATIONS.AGENT),
                conversation.get(CONVERSATIONS.AGENT_VERSION))
            .definition(),
        conversation.get(CONVERSATIONS.STATUS).equals("open"),
        ledger.standing(tx, tenant, addresses),
        addresses.stream().filter(address -> address.startsWith("+")).findFirst(),
        unaskedAt(tx, contact, row.id()),
        lastHeardAt(tx, contact, conversation.get(CONVERSATIONS.CHANNEL_ID)));
  }

  private List<Instant> unaskedAt(DSLContext tx, UUID contact, UUID self) {
    return tx.select(OUTBOX.FIRST_TRIED_AT)
        .from(OUTBOX)
        .join(CONVERSATIONS)
        .on(CONVERSATIONS.ID.eq(OUTBOX.CONVERSATION_ID))
        .where(
            CONVERSATIONS.CONTACT_ID.eq(contact),
            OUTBOX.PURPOSE.eq("unasked"),
            OUTBOX.STATUS.eq("sent"),
            OUTBOX.ID.ne(self),
            OUTBOX.FIRST_TRIED_AT.gt(clock.instant().minus(WEEK)))
        .fetch(OUTBOX.FIRST_TRIED_AT);
  }

  /// When the contact last wrote on this channel; the epoch where that never was.
  static Instant lastHeardAt(DSLContext tx, UUID contact, UUID channel) {
    return Optional.ofNullable(
            tx.select(DSL.max(TURNS.AT))
                .from(TURNS)
                .join(CONVERSATIONS)
                .on(CONVERSATIONS.ID.eq(TURNS.CONVERSATION_ID))
                .where(
                    CONVERSATIONS.CONTACT_ID.eq(contact),
                    CONVERSATIONS.CHANNEL_ID.eq(channel),
                    TURNS.SPEAKER.eq("contact"))
                .fetchSingle()
                .value1())
        .orElse(Instant.EPOCH);
  }
}
