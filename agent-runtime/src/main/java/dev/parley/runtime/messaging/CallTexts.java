package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CALL_TEXTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.parley.channel.InboundMessage;
import dev.parley.channel.MessageContent;
import dev.parley.channel.MessageSender;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.SendResult;
import dev.parley.channel.Sender;
import dev.parley.channel.ServiceWindow;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.consent.ConsentWords;
import dev.parley.runtime.consent.GateVerdict;
import dev.parley.runtime.consent.SendGate;
import dev.parley.runtime.consent.Sending;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Questions of a call that are asked by text message. The message is sent once and never again:
/// a call does not wait for a vendor. The answer finds its call through the row, on whichever node
/// either is. Thread-safe; blocks, so never used by a call's owner.
public final class CallTexts {
  private static final Set<PhoneNumberType> MAY_GET_TEXTS =
      Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  private final Database database;
  private final Bindings bindings;
  private final Map<ChannelType, MessageSender> senders;
  private final Duration serviceWindow;
  private final ConsentLedger ledger;
  private final Clock clock;
  private final ContactBook contacts = new ContactBook();
  private final SendGate gate = new SendGate(SendGate.WINDOW_MARGIN);

  /// @param senders the vendors' ways out, by channel
  /// @param serviceWindow of WhatsApp
  public CallTexts(
      Database database,
      Bindings bindings,
      Map<ChannelType, MessageSender> senders,
      Duration serviceWindow,
      ConsentLedger ledger,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.senders = Map.copyOf(senders);
    this.serviceWindow = serviceWindow;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Whether texts can be read at this number at all.
  ///
  /// @param phone E.164
  public static boolean reach(String phone) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      return MAY_GET_TEXTS.contains(numbers.getNumberType(numbers.parse(phone, null)));
    } catch (NumberParseException e) {
      return false;
    }
  }

  /// A way to the contact.
  ///
  /// @param contact id of the contact's row
  private record Way(Binding binding, ChannelType type, MessageSender sender, UUID contact) {}

  /// Sends the question by SMS, else by WhatsApp, where the agent has such a channel, the contact
  /// has not said stop and the vendor takes free words.
  ///
  /// @param agent whose channels are looked at
  /// @param to E.164
  /// @param awaitedFor after which a message is none of the call's any more
  /// @return the awaited text; empty where none was sent
  public Optional<UUID> ask(
      ConversationId call, String agent, String to, String words, Duration awaitedFor) {
    Optional<Way> way = way(call.tenant(), agent, to);
    if (way.isEmpty()) {
      return Optional.empty();
    }
    UUID id = UUID.randomUUID();
    await(call, way.get(), id, awaitedFor);
    var account = way.get().binding().account();
    SendResult result =
        way.get()
            .sender()
            .send(
                account,
                new OutboundMessage(
                    id,
                    way.get().type(),
                    account.address(),
                    Sender.ofPhone(to),
                    new OutboundBody.Text(words),
                    Optional.empty()));
    if (result instanceof SendResult.Sent || result instanceof SendResult.Unknown) {
      return Optional.of(id);
    }
    forget(call.tenant(), id);
    return Optional.empty();
  }

  /// Before the message is sent: its answer may be faster than the vendor's.
  private void await(ConversationId call, Way way, UUID id, Duration awaitedFor) {
    database.runInTenant(
        call.tenant(),
        tx ->
            tx.execute(
                """
                insert into call_texts
                  (id, tenant_id, conversation_id, channel_id, contact_id, until)
                values (?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                """,
                id,
                call.tenant().value(),
                call.id(),
                way.binding().channel(),
                way.contact(),
                awaitedFor.toMillis()));
  }

  private Optional<Way> way(TenantId tenant, String agent, String to) {
    for (ChannelType type : List.of(ChannelType.SMS, ChannelType.WHATSAPP)) {
      Optional<Way> way =
          Optional.ofNullable(senders.get(type))
              .flatMap(sender -> way(tenant, agent, type, sender, to));
      if (way.isPresent()) {
        return way;
      }
    }
    return Optional.empty();
  }

  private Optional<Way> way(
      TenantId tenant, String agent, ChannelType type, MessageSender sender, String to) {
    return binding(tenant, agent, type)
        .flatMap(
            binding ->
                database
                    .inTenant(tenant, tx -> contact(tx, binding, type, to))
                    .map(contact -> new Way(binding, type, sender, contact)));
  }

  private Optional<Binding> binding(TenantId tenant, String agent, ChannelType type) {
    return database
        .inTenant(
            tenant,
            tx ->
                tx.select(CHANNELS.ADDRESS)
                    .from(CHANNELS)
                    .where(
                        CHANNELS.AGENT.eq(agent),
                        CHANNELS.TYPE.eq(type.wireName()),
                        CHANNELS.ADDRESS.isNotNull(),
                        CHANNELS.DELETED_AT.isNull())
                    .orderBy(CHANNELS.CREATED_AT, CHANNELS.ID)
                    .limit(1)
                    .fetchOptional(CHANNELS.ADDRESS))
        .flatMap(address -> bindings.find(type, address));
  }

  /// The contact of a number, where it may be written to.
  private Optional<UUID> contact(DSLContext tx, Binding binding, ChannelType type, String to) {
    Instant now = clock.instant();
    return contacts
        .find(tx, binding.tenant(), List.of(to))
        .filter(
            contact -> {
              Optional<ServiceWindow> window =
                  type == ChannelType.WHATSAPP
                      ? Optional.of(
                          new ServiceWindow(
                              GateFacts.lastHeardAt(tx, contact, binding.channel()), serviceWindow))
                      : Optional.empty();
              var standing = ledger.standing(tx, binding.tenant(), List.of(to));
              return gate.decide(new Sending.Answer(standing, window, now))
                  instanceof GateVerdict.Allowed;
            });
  }

  /// What the contact wrote, once it has.
  public Optional<String> answer(TenantId tenant, UUID text) {
    return database.inTenant(
        tenant,
        tx ->
            tx.select(CALL_TEXTS.ANSWER)
                .from(CALL_TEXTS)
                .where(CALL_TEXTS.ID.eq(text), CALL_TEXTS.ANSWER.isNotNull())
                .fetchOptional(CALL_TEXTS.ANSWER));
  }

  /// The call does not wait for it any more: a message goes where it would have gone without.
  public void forget(TenantId tenant, UUID text) {
    database.runInTenant(
        tenant,
        tx ->
            tx.deleteFrom(CALL_TEXTS)
                .where(CALL_TEXTS.ID.eq(text), CALL_TEXTS.ANSWER.isNull())
                .execute());
  }

  /// Whether the message is a call's, now or when it came before. Works in the transaction that
  /// writes the batch down.
  static boolean take(DSLContext tx, Binding binding, UUID contact, InboundMessage message) {
    boolean known =
        tx.fetchExists(
            CALL_TEXTS,
            CALL_TEXTS.PROVIDER_MESSAGE_ID.eq(message.providerMessageId()),
            CALL_TEXTS.CHANNEL_ID.eq(binding.channel()));
    return known || (answers(message) && fill(tx, binding, contact, message));
  }

  private static boolean answers(InboundMessage message) {
    return message.content().usable()
        && !(message.content() instanceof MessageContent.Attachments)
        && !message.vendorAnswered()
        && ConsentWords.find(message.content().text(), List.of(), Optional.empty()).isEmpty();
  }

  private static boolean fill(
      DSLContext tx, Binding binding, UUID contact, InboundMessage message) {
    return tx.execute(
            """
            update call_texts
               set answer = ?, provider_message_id = ?
             where id = (select id from call_texts
                          where contact_id = ? and channel_id = ? and answer is null
                            and until > statement_timestamp()
                          order by until desc limit 1
                            for update)
            """,
            message.content().text(),
            message.providerMessageId(),
            contact,
            binding.channel())
        > 0;
  }
}
