package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.channel.InboundMessage;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// The conversation a message belongs to. Works in the caller's transaction; thread-safe.
final class ContactConversations {
  /// "Thanks, bye!" and its like, said after the end.
  private static final Pattern AFTERWORD = Pattern.compile("[^?？\\d]{0,40}");

  private static final int AFTERWORD_WORDS_MAX = 5;

  private final Database database;
  private final EngineSource engines;
  private final KnownAnswers known;
  private final Duration afterwordFor;

  /// @param afterwordFor how long after its end a conversation still takes a word of thanks
  ContactConversations(
      Database database, EngineSource engines, KnownAnswers known, Duration afterwordFor) {
    this.database = database;
    this.engines = engines;
    this.known = known;
    this.afterwordFor = afterwordFor;
  }

  /// The one that goes on, or has just ended and is being thanked for.
  Optional<UUID> find(DSLContext tx, Binding binding, InboundMessage message, Instant now) {
    Condition going = CONVERSATIONS.STATUS.ne("closed");
    Condition ended = CONVERSATIONS.ENDED_AT.gt(now.minus(afterwordFor));
    return tx.select(CONVERSATIONS.ID)
        .from(CONVERSATIONS)
        .where(
            CONVERSATIONS.CHANNEL_ID.eq(binding.channel()),
            CONVERSATIONS.CONTACT_ADDRESS.eq(message.sender().address()),
            isAfterword(message.content().text()) ? going.or(ended) : going)
        .orderBy(going.desc(), CONVERSATIONS.STARTED_AT.desc())
        .limit(1)
        .fetchOptional(CONVERSATIONS.ID);
  }

  /// Has the agent at hand before a transaction begins a conversation: reading it there takes a
  /// second connection, and many at once would wait for each other.
  void prepare(Binding binding) {
    database
        .inTenant(binding.tenant(), tx -> published(tx, binding.tenant(), binding.agent()))
        .ifPresent(version -> engines.engine(binding.tenant(), binding.agent(), version));
  }

  /// A new one, in which the contact speaks first; empty when the agent is not published.
  Optional<UUID> begin(
      DSLContext tx, Binding binding, UUID contact, InboundMessage message, Instant now) {
    String metadata = ReferralJson.metadata(message.referral());
    return published(tx, binding.tenant(), binding.agent())
        .map(
            version ->
                begin(
                    tx,
                    binding,
                    version,
                    message.channel(),
                    contact,
                    message.sender(),
                    metadata,
                    now));
  }

  /// The one after one that ended: it may have begun already.
  Optional<UUID> next(
      DSLContext tx,
      Binding binding,
      ChannelType channel,
      UUID contact,
      Sender sender,
      Instant now) {
    return tx.select(CONVERSATIONS.ID)
        .from(CONVERSATIONS)
        .where(
            CONVERSATIONS.CHANNEL_ID.eq(binding.channel()),
            CONVERSATIONS.CONTACT_ADDRESS.eq(sender.address()),
            CONVERSATIONS.STATUS.ne("closed"))
        .orderBy(CONVERSATIONS.STARTED_AT.desc())
        .limit(1)
        .fetchOptional(CONVERSATIONS.ID)
        .or(
            () ->
                published(tx, binding.tenant(), binding.agent())
                    .map(
                        version ->
                            begin(tx, binding, version, channel, contact, sender, "{}", now)));
  }

  private UUID begin(
      DSLContext tx,
      Binding binding,
      int version,
      ChannelType channel,
      UUID contact,
      Sender sender,
      String metadata,
      Instant now) {
    FlowEngine engine = engines.engine(binding.tenant(), binding.agent(), version);
    Start start = new Start(channel, sender.phone(), Optional.empty());
    FlowState state =
        known.into(tx, binding, contact, engine, engine.start(start, new Moment(now)), now);
    return tx.insertInto(CONVERSATIONS)
        .set(CONVERSATIONS.TENANT_ID, binding.tenant().value())
        .set(CONVERSATIONS.AGENT, binding.agent())
        .set(CONVERSATIONS.AGENT_VERSION, version)
        .set(CONVERSATIONS.CHANNEL, channel.wireName())
        .set(CONVERSATIONS.CHANNEL_ID, binding.channel())
        .set(CONVERSATIONS.CONTACT_ID, contact)
        .set(CONVERSATIONS.CONTACT_ADDRESS, sender.address())
        .set(CONVERSATIONS.LANGUAGE, state.language())
        .set(CONVERSATIONS.STATE, JSONB.jsonb(StoredState.write(state)))
        .set(CONVERSATIONS.METADATA, JSONB.jsonb(metadata))
        .set(CONVERSATIONS.STARTED_AT, now)
        .returning(CONVERSATIONS.ID)
        .fetchSingle()
        .get(CONVERSATIONS.ID);
  }

  private static Optional<Integer> published(DSLContext tx, TenantId tenant, String agent) {
    return tx.select(AGENTS.PUBLISHED)
        .from(AGENTS)
        .where(
            AGENTS.TENANT_ID.eq(tenant.value()),
            AGENTS.AGENT.eq(agent),
            AGENTS.PUBLISHED.isNotNull(),
            AGENTS.DELETED_AT.isNull())
        .fetchOptional(AGENTS.PUBLISHED);
  }

  static boolean isAfterword(String said) {
    String text = said.strip();
    return AFTERWORD.matcher(text).matches() && text.split("\\s+").length <= AFTERWORD_WORDS_MAX;
  }
}
