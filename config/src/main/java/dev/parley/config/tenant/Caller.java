package dev.parley.config.tenant;

/// Who holds the key of a request.
///
/// @param key public id of the key
/// @param server whether it is the configured admin key, which alone may create tenants
public record Caller(TenantId tenant, Role role, String key, boolean server) {}
