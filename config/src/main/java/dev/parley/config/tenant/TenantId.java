package dev.parley.config.tenant;

import java.util.UUID;

/// One business on this server. Every row of every table but the system's own carries it.
public record TenantId(UUID value) {
  /// The first tenant, `default`: the admin key belongs to it, and it alone may create others.
  public static final TenantId DEFAULT = new TenantId(new UUID(0, 1));

  @Override
  public String toString() {
    return value.toString();
  }
}
