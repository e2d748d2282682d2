package dev.parley.runtime.messaging;

import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.MessagePort;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.runtime.consent.ConsentWords;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Milestones.Milestone;
import dev.parley.runtime.driver.QueuedDriver;
import dev.parley.runtime.media.MediaRequests;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What vendors bring, written down before they get their 200: messages in the inbox of the right
/// conversation, consent in the ledger, receipts at their messages. Thread-safe.
final class InboundMessages implements MessagePort {
  private static final Logger LOG = LoggerFactory.getLogger(InboundMessages.class);

  private final Database database;
  private final Bindings bindings;
  private final ContactBook contacts;
  private final ContactConversations conversations;
  private final Consents consents;
  private final Receipts receipts;
  private final MessageInbox inbox;
  private final MediaRequests media;
  private final QueuedDriver driver;
  private final Milestones milestones;
  private final Clock clock;

  InboundMessages(
      Database database,
      Bindings bindings,
      ContactBook contacts,
      ContactConversations conversations,
      Consents consents,
      Receipts receipts,
      MessageInbox inbox,
      MediaRequests media,
      QueuedDriver driver,
      Milestones milestones,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.contacts = contacts;
    this.conversations = conversations;
    this.consents = consents;
    this.receipts = receipts;
    this.inbox = inbox;
    this.media = media;
    this.driver = driver;
    this.milestones = milestones;
    this.clock = clock;
  }

  @Override
  public void accept(InboundBatch batch) {
    if (isOneReceipt(batch)) {
      receipts.note(batch.receipts().getFirst());
      return;
    }
    List<Arrived> arrived = ongoing(batch).map(List::of).orElseGet(() -> stored(batch));
    if (!arrived.isEmpty()) {
      milestones.reached(Milestone.MESSAGE_IN_INBOX);
    }
    if (batch.messages().stream().anyMatch(InboundMessages::hasFiles)) {
      media.committed();
    }
    arrived.forEach(one -> driver.received(one.conversation(), one.message()));
  }

  /// Several come for each message that was sent: one statement each.
  private static boolean isOneReceipt(InboundBatch batch) {
    return batch.receipts().size() == 1
        && batch.messages().isEmpty()
        && batch.consents().isEmpty()
        && batch.identities().isEmpty();
  }

  /// The everyday case, in one statement: words in a conversation that goes on.
  private Optional<Arrived> ongoing(InboundBatch batch) {
    boolean single =
        batch.messages().size() == 1
            && batch.receipts().isEmpty()
            && batch.consents().isEmpty()
            && batch.identities().isEmpty();
    if (!single) {
      return Optional.empty();
    }
    InboundMessage message = batch.messages().getFirst();
    String text = message.content().text();
    boolean plain =
        message.content().usable()
            && !hasFiles(message)
            && !message.vendorAnswered()
            && message.referral().isEmpty()
            && ConsentWords.find(text, List.of(), Optional.empty()).isEmpty();
    return plain
        ? bindings
            .find(message.channel(), message.bindingAddress())
            .flatMap(binding -> inbox.intoOngoing(binding, message, clock.instant()))
        : Optional.empty();
  }

  private static boolean hasFiles(InboundMessage message) {
    return message.content() instanceof MessageContent.Attachments;
  }

  /// Everything that is read from memory, and now and then from the database, is read before: a
  /// transaction that waits for a second connection holds the first, and so would all others.
  private List<Arrived> stored(InboundBatch batch) {
    Bindings known = known(batch);
    batch.messages().stream()
        .flatMap(message -> known.find(message.channel(), message.bindingAddress()).stream())
        .distinct()
        .forEach(conversations::prepare);
    return database.acrossTenants(tx -> store(tx, batch, known));
  }

  /// The channels a batch is about.
  private Bindings known(InboundBatch batch) {
    Map<Address, Optional<Binding>> known = new HashMap<>();
    Stream.of(
            batch.messages().stream().map(one -> new Address(one.channel(), one.bindingAddress())),
            batch.consents().stream().map(one -> new Address(one.channel(), one.bindingAddress())),
            batch.identities().stream()
                .map(one -> new Address(one.channel(), one.bindingAddress())))
        .flatMap(addresses -> addresses)
        .forEach(
            one -> known.computeIfAbsent(one, _ -> bindings.find(one.channel(), one.address())));
    return (channel, address) ->
        known.getOrDefault(new Address(channel, address), Optional.empty());
  }

  private record Address(ChannelType channel, String address) {}

  private List<Arrived> store(DSLContext tx, InboundBatch batch, Bindings known) {
    batch
        .identities()
        .forEach(
            change ->
                known
                    .find(change.channel(), change.bindingAddress())
                    .ifPresent(binding -> contacts.change(tx, binding.tenant(), change)));
    batch
        .consents()
        .forEach(
            signal ->
                known
                    .find(signal.channel(), signal.bindingAddress())
                    .ifPresent(binding -> consents.signal(tx, binding.tenant(), signal)));
    batch.receipts().stream()
        .sorted(Comparator.comparing(DeliveryReceipt::providerMessageId))
        .forEach(receipt -> receipts.note(tx, receipt));
    return messages(tx, batch.messages(), known);
  }

  /// Two batches that share contacts take their locks in the same order; those of one contact keep
  /// theirs.
  private List<Arrived> messages(DSLContext tx, List<InboundMessage> messages, Bindings known) {
    List<Arrived> arrived = new ArrayList<>();
    messages.stream()
        .sorted(Comparator.comparing(message -> ContactBook.lockKey(message.sender())))
        .forEach(
            message ->
                known
                    .find(message.channel(), message.bindingAddress())
                    .flatMap(binding -> message(tx, binding, message))
                    .ifPresent(arrived::add));
    return arrived;
  }

  private Optional<Arrived> message(DSLContext tx, Binding binding, InboundMessage message) {
    contacts.lock(tx, binding.tenant(), message.sender());
    if (inbox.holds(tx, binding, message)) {
      return Optional.empty();
    }
    var contact = contacts.resolve(tx, binding.tenant(), message.channel(), message.sender());
    consents.hear(tx, binding.tenant(), contact, message);
    if (message.content() instanceof MessageContent.Reaction
        || CallTexts.take(tx, binding, contact, message)) {
      return Optional.empty();
    }
    var now = clock.instant();
    var conversation =
        conversations
            .find(tx, binding, message, now)
            .or(() -> conversations.begin(tx, binding, contact, message, now));
    if (conversation.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("agent", binding.agent())
          .log("A message came for an agent that is not published; it stays with the vendor");
      throw new IllegalStateException("agent " + binding.agent() + " is not published");
    }
    return Optional.of(inbox.add(tx, binding, conversation.get(), message, now));
  }
}
