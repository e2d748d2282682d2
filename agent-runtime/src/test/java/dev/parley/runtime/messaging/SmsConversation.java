package dev.parley.runtime.messaging;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// A conversation by text message, as a row to hang an outbox on.
final class SmsConversation {
  private SmsConversation() {}

  /// Makes one of the first tenant's, with its agent, channel and contact.
  static UUID make(Database database) {
    UUID tenant = TenantId.DEFAULT.value();
    return database.acrossTenants(
        tx -> {
          tx.execute("insert into agents (tenant_id, agent, draft) values (?, 'a', '{}')", tenant);
          return tx.fetchSingle(
                  """
                  with channel as (
                    insert into channels (tenant_id, type, agent, address)
                    values (?, 'sms', 'a', '+12025550141') returning id
                  ), contact as (
                    insert into contacts (tenant_id) values (?) returning id
                  )
                  insert into conversations
                    (tenant_id, agent, agent_version, channel, channel_id, contact_id,
                     contact_address, language, state, started_at)
                  select ?, 'a', 1, 'sms', channel.id, contact.id, '+12025550199', 'en', '{}', now()
                    from channel, contact
                  returning id
                  """,
                  tenant,
                  tenant,
                  tenant)
              .get(0, UUID.class);
        });
  }
}
