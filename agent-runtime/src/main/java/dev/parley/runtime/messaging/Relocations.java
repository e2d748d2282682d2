package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.channel.Sender;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.StoredState;
import dev.parley.runtime.driver.Relocation;
import dev.parley.runtime.flow.FlowState;
import dev.parley.value.Value;
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

  Relocations(Database database, ContactBook contacts) {
    this.database = database;
    this.contacts = contacts;
  }

  @Override
  public Optional<OwnedConversation> move(OwnedConversation owned, AgentDefinition definition) {
    Optional<AgentDefinition.FollowUp> rule =
        definition.followUp().filter(one -> owned.state().followUps() < one.max());
    Optional<ChannelType> to = rule.flatMap(Relocations::channel);
    Optional<String> phone = phone(definition, owned.state());
    return to.filter(channel -> channel != owned.channel()).isPresent() && phone.isPresent()
        ? database.inTenant(owned.id().tenant(), tx -> move(tx, owned, to.get(), phone.get()))
        : Optional.empty();
  }

  /// WhatsApp takes nothing unasked but a template.
  private static Optional<ChannelType> channel(AgentDefinition.FollowUp rule) {
    boolean shut =
        rule.channel().filter(ChannelType.WHATSAPP::equals).isPresent()
            && rule.template().isEmpty();
    return shut ? Optional.of(ChannelType.SMS).filter(_ -> rule.smsFallback()) : rule.channel();
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
