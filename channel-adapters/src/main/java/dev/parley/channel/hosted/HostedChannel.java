package dev.parley.channel.hosted;

import dev.parley.config.settings.Secret;
import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.UUID;

/// A channel whose calls are carried by a hosted agent.
///
/// @param webhookSecrets what post-call webhooks are signed with: two while one is being replaced
public record HostedChannel(TenantId tenant, UUID id, String agent, List<Secret> webhookSecrets) {
  public HostedChannel {
    webhookSecrets = List.copyOf(webhookSecrets);
  }
}
