package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.MEDIA;

import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Words that were put into a conversation's inbox in the moment it ended: more than a word of
/// thanks begins the contact's next conversation, as it would have a moment later. Thread-safe.
final class LateWords {
  private final Database database;
  private final Bindings bindings;
  private final ContactBook contacts;
  private final ContactConversations conversations;
  private final Consumer<ConversationId> begun;
  private final Clock clock;

  /// @param begun told of a conversation that has messages now
  LateWords(
      Database database,
      Bindings bindings,
      ContactBook contacts,
      ContactConversations conversations,
      Consumer<ConversationId> begun,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.contacts = contacts;
    this.conversations = conversations;
    this.begun = begun;
    this.clock = clock;
  }

  /// False where they stay with the one that ended.
  boolean beginAnew(OwnedConversation ended, List<WaitingMessage> messages) {
    boolean phone = ended.channel() == ChannelType.SMS || ended.channel() == ChannelType.WHATSAPP;
    boolean thanks =
        messages.stream()
            .allMatch(
                message ->
                    message.kind() == WaitingMessage.Kind.ANSWERED
                        || ContactConversations.isAfterword(message.text()));
    if (!phone || thanks) {
      return false;
    }
    Optional<Binding> binding = address(ended).flatMap(at -> bindings.find(ended.channel(), at));
    binding.ifPresent(conversations::prepare);
    Optional<UUID> next =
        binding.flatMap(here -> database.acrossTenants(tx -> move(tx, here, ended, messages)));
    next.ifPresent(id -> begun.accept(new ConversationId(ended.id().tenant(), id)));
    return next.isPresent();
  }

  private Optional<String> address(OwnedConversation ended) {
    return database.inTenant(
        ended.id().tenant(),
        tx ->
            tx.select(CHANNELS.ADDRESS)
                .from(CONVERSATIONS)
                .join(CHANNELS)
                .on(CHANNELS.ID.eq(CONVERSATIONS.CHANNEL_ID))
                .where(CONVERSATIONS.ID.eq(ended.id().id()), CHANNELS.ADDRESS.isNotNull())
                .fetchOptional(CHANNELS.ADDRESS));
  }

  /// Whoever lost the lease moves what nobody has answered as well: the rows say so.
  private Optional<UUID> move(
      DSLContext tx, Binding binding, OwnedConversation ended, List<WaitingMessage> messages) {
    String address =
        tx.select(CONVERSATIONS.CONTACT_ADDRESS)
            .from(CONVERSATIONS)
            .where(CONVERSATIONS.ID.eq(ended.id().id()))
            .fetchSingle()
            .value1();
    Sender sender = Routes.contact(address);
    contacts.lock(tx, binding.tenant(), sender);
    List<Long> ids = messages.stream().map(WaitingMessage::inboxId).toList();
    boolean all =
        tx.fetchCount(
                INBOX,
                INBOX.ID.in(ids),
                INBOX.CONVERSATION_ID.eq(ended.id().id()),
                INBOX.TURN_SEQ.isNull())
            == ids.size();
    Optional<UUID> next =
        all
            ? conversations.next(
                tx, binding, ended.channel(), ended.contact(), sender, clock.instant())
            : Optional.empty();
    next.ifPresent(
        id -> {
          tx.update(INBOX).set(INBOX.CONVERSATION_ID, id).where(INBOX.ID.in(ids)).execute();
          tx.update(MEDIA).set(MEDIA.CONVERSATION_ID, id).where(MEDIA.INBOX_ID.in(ids)).execute();
        });
    return next;
  }
}
