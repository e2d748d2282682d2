package dev.parley.crm;

import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// A tenant's connector as it is stored.
///
/// @param type names the `CrmConnector` that serves it
public record Connector(UUID id, TenantId tenant, String type, ConnectorConfig config) {}
