package dev.parley.runtime.messaging;

import static dev.parley.config.store.generated.Tables.CHANNELS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.LEADS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/// The first tenant's leads by the contact's number. Thread-safe.
public final class ContactLeads {
  private final Database database;

  public ContactLeads(Database database) {
    this.database = database;
  }

  /// The newest lead from a conversation of this contact with this number, in the API's form.
  ///
  /// @param contact every address the contact is known by
  public Optional<ObjectNode> latest(ChannelType channel, String business, List<String> contact) {
    return database.inTenant(
        TenantId.DEFAULT,
        tx ->
            tx.select(LEADS.LEAD)
                .from(LEADS)
                .join(CONVERSATIONS)
                .on(CONVERSATIONS.ID.eq(LEADS.CONVERSATION_ID))
                .join(CHANNELS)
                .on(CHANNELS.ID.eq(CONVERSATIONS.CHANNEL_ID))
                .join(CONTACT_ADDRESSES)
                .on(CONTACT_ADDRESSES.CONTACT_ID.eq(CONVERSATIONS.CONTACT_ID))
                .where(
                    CHANNELS.TYPE.eq(channel.wireName()),
                    CHANNELS.ADDRESS.eq(business),
                    CONTACT_ADDRESSES.ADDRESS.in(contact))
                .orderBy(LEADS.CREATED_AT.desc())
                .limit(1)
                .fetchOptional(row -> Json.stored(row.value1().data())));
  }
}
