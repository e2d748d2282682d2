package dev.parley.runtime.closing;

import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;

import dev.parley.config.agent.FieldType;
import dev.parley.config.agent.Question;
import dev.parley.config.binding.ChannelType;
import dev.parley.lead.LeadField;
import dev.parley.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// A web chat has no number of its own. The one its contact gave makes it the same person as who
/// writes or wrote from that number; nothing that person said is ever told in the chat, which has
/// proved nothing. Works in the caller's transaction of the tenant; thread-safe.
final class ClaimedNumbers {
  private static final List<String> CHANNELS =
      Arrays.stream(ChannelType.values()).map(ChannelType::wireName).toList();

  /// The contact a chat belongs to now.
  UUID claim(DSLContext tx, ClosedConversation closed, Map<String, LeadField> fields) {
    UUID contact = closed.contact().id();
    Optional<String> number =
        closed.channel() == ChannelType.WEB ? number(closed, fields) : Optional.empty();
    return number.map(phone -> claim(tx, closed, contact, phone)).orElse(contact);
  }

  private static Optional<String> number(ClosedConversation closed, Map<String, LeadField> fields) {
    return closed.definition().questions().stream()
        .filter(question -> question.type() == FieldType.PHONE)
        .map(Question::id)
        .flatMap(id -> Optional.ofNullable(fields.get(id)).flatMap(LeadField::value).stream())
        .filter(Value.Phone.class::isInstance)
        .map(value -> ((Value.Phone) value).e164())
        .findFirst();
  }

  private static UUID claim(DSLContext tx, ClosedConversation closed, UUID contact, String phone) {
    Optional<UUID> known =
        tx.select(CONTACT_ADDRESSES.CONTACT_ID)
            .from(CONTACT_ADDRESSES)
            .where(
                CONTACT_ADDRESSES.TENANT_ID.eq(closed.id().tenant().value()),
                CONTACT_ADDRESSES.CHANNEL.in(CHANNELS),
                CONTACT_ADDRESSES.ADDRESS.eq(phone))
            .orderBy(CONTACT_ADDRESSES.CREATED_AT, CONTACT_ADDRESSES.CHANNEL)
            .limit(1)
            .fetchOptional(CONTACT_ADDRESSES.CONTACT_ID);
    if (known.isPresent()) {
      tx.update(CONVERSATIONS)
          .set(CONVERSATIONS.CONTACT_ID, known.get())
          .where(CONVERSATIONS.ID.eq(closed.id().id()))
          .execute();
      return known.get();
    }
    tx.insertInto(CONTACT_ADDRESSES)
        .set(CONTACT_ADDRESSES.TENANT_ID, closed.id().tenant().value())
        .set(CONTACT_ADDRESSES.CHANNEL, ChannelType.WEB.wireName())
        .set(CONTACT_ADDRESSES.ADDRESS, phone)
        .set(CONTACT_ADDRESSES.CONTACT_ID, contact)
        .onConflictDoNothing()
        .execute();
    return contact;
  }
}
