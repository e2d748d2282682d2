package dev.parley.config.tenant;

import java.time.Instant;

/// A key as it may be shown: never the key itself.
///
/// @param id public; part of the key
public record ApiKey(String id, Role role, String label, Instant createdAt) {}
