package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.OUTBOX;

import dev.parley.channel.Sender;
import dev.parley.channel.ServiceWindow;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.consent.SendGate;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.Relocation;
import dev.parley.runtime.flow.FlowState;
import dev.parley.transcript.Speaker;
import dev.parley.transcript.Turn;
import dev.parley.value.Value;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Goes on by SMS or WhatsApp with the number the contact gave, in the same conversation: one
/// transcript, one lead. Stays where the agent has no such channel, no number is known, or the
/// contact is in another conversation there. Thread-safe.
final class Relocations implements Relocation {
  private final Database database;
  private final ContactBook contacts;
  private final LateWords lateWords;
  private final Duration window;
  private final Clock clock;

  /// @param window how long WhatsApp takes free words after the contact wrote
  Relocations(
      Database database, ContactBook contacts, LateWords lateWords, Duration window, Clock clock) {
    this.database = database;
    this.contacts = contacts;
    this.lateWords = lateWords;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public Optional<OwnedConversation> move(
      OwnedConversation owned, AgentDefinition definition, boolean unreached) {
    Optional<AgentDefinition.FollowUp> rule =
        definition.followUp().filter(one -> unreached || owned.state().followUps() < one.max());
    Optional<ChannelType> to =
        (unreached ? rule.flatMap(Relocations::bySms) : rule.flatMap(one -> channel(one, owned)))
            .filter(channel -> channel != owned.channel());
    return to.flatMap(
        channel ->
            database.inTenant(
                owned.id().tenant(),
                tx ->
                    phone(definition, owned.state())
                        .or(() -> provedNumber(tx, owned))
                        .flatMap(phone -> move(tx, owned, channel, phone))));
  }

  @Override
  public boolean begunAnew(OwnedConversation ended, List<WaitingMessage> messages) {
    return lateWords.beginAnew(ended, messages);
  }

  private static Optional<ChannelType> bySms(AgentDefinition.FollowUp rule) {
    return Optional.of(ChannelType.SMS).filter(_ -> rule.smsFallback());
  }

  /// WhatsApp takes nothing unasked but a template, except for a while after the contact wrote.
  private Optional<ChannelType> channel(AgentDefinition.FollowUp rule, OwnedConversation owned) {
    ChannelType to = rule.channel().orElse(owned.channel());
    boolean open =
        owned.channel() == ChannelType.WHATSAPP
            && window(owned).isOpen(clock.instant(), SendGate.WINDOW_MARGIN);
    if (to != ChannelType.WHATSAPP || rule.template().isPresent() || open) {
      return Optional.of(to);
    }
    return bySms(rule);
  }

  /// A number the contact has written from.
  private static Optional<String> provedNumber(DSLContext tx, OwnedConversation owned) {
    return tx.select(CONTACT_ADDRESSES.ADDRESS)
        .from(CONTACT_ADDRESSES)
        .where(
            CONTACT_ADDRESSES.CONTACT_ID.eq(owned.contact()),
            CONTACT_ADDRESSES.ADDRESS.startsWith("+"))
        .orderBy(CONTACT_ADDRESSES.CREATED_AT)
        .limit(1)
        .fetchOptional(CONTACT_ADDRESSES.ADDRESS);
  }

  private ServiceWindow window(OwnedConversation owned) {
    Instant heard =
        owned.transcript().turns().stream()
            .filter(turn -> turn.from() == Speaker.CONTACT)
            .map(Turn::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new ServiceWindow(heard, window);
  }

  private static Optional<String> phone(AgentDefinition definition, FlowState state) {
    return definition.questions().stream()
        .filter(question -> question.type() == FieldType.PHONE)
        .map(Question::id)
        .flatMap(id -> state.answer(id).counting().stream())
        .filter(Value.Phone.class::isInstance)
        .map(value -> ((Value.Phone) value).e164())
        .findFirst();
  }

  private Optional<OwnedConversation> move(
      DSLContext tx, OwnedConversation owned, ChannelType to, String phone) {
    Sender person = Sender.ofPhone(phone);
    contacts.lock(tx, owned.id().tenant(), person);
    Optional<UUID> channel = channel(tx, owned.agent(), to);
    boolean free = channel.filter(id -> !isTalking(tx, id, phone)).isPresent();
    return free ? Optional.of(move(tx, owned, to, channel.get(), person)) : Optional.empty();
  }

  private OwnedConversation move(
      DSLContext tx, OwnedConversation owned, ChannelType to, UUID channel, Sender person) {
    UUID contact =
        contacts.find(tx, owned.id().tenant(), List.of(person.address())).orElse(owned.contact());
    contacts.link(tx, owned.id().tenant(), to, person.address(), contact);
    FlowState state = owned.state().on(to);
    tx.update(CONVERSATIONS)
        .set(CONVERSATIONS.CHANNEL, to.wireName())
        .set(CONVERSATIONS.CHANNEL_ID, channel)
        .set(CONVERSATIONS.CONTACT_ID, contact)
        .set(CONVERSATIONS.CONTACT_ADDRESS, person.address())
        .set(CONVERSATIONS.STATE, JSONB.jsonb(StoredState.write(state)))
        .where(CONVERSATIONS.ID.eq(owned.id().id()), CONVERSATIONS.LEASE_TOKEN.eq(owned.token()))
        .execute();
    tx.update(OUTBOX)
        .set(OUTBOX.STATUS, "refused")
        .set(OUTBOX.REASON, "overtaken")
        .where(
            OUTBOX.CONVERSATION_ID.eq(owned.id().id()),
            OUTBOX.STATUS.eq("pending"),
            OUTBOX.PART.gt(MissedWords.DISTANCE))
        .execute();
    return owned.movedTo(to, contact, state);
  }

  private static Optional<UUID> channel(DSLContext tx, String agent, ChannelType type) {
    return tx.select(CHANNELS.ID)
        .from(CHANNELS)
        .where(
            CHANNELS.AGENT.eq(agent),
            CHANNELS.TYPE.eq(type.wireName()),
            CHANNELS.DELETED_AT.isNull())
        .orderBy(CHANNELS.CREATED_AT, CHANNELS.ID)
        .limit(1)
        .fetchOptional(CHANNELS.ID);
  }

  private static boolean isTalking(DSLContext tx, UUID channel, String address) {
    return tx.fetchExists(
        CONVERSATIONS,
        CONVERSATIONS.CHANNEL_ID.eq(channel),
        CONVERSATIONS.CONTACT_ADDRESS.eq(address),
        CONVERSATIONS.STATUS.ne("closed"));
  }
}
