package dev.parley.runtime.media;

import dev.parley.config.tenant.TenantId;
import java.util.UUID;

/// A file, and whose it is.
public record MediaId(TenantId tenant, UUID id) {
  /// As the name of a task.
  @Override
  public String toString() {
    return tenant + "/" + id;
  }

  static MediaId of(String name) {
    int slash = name.indexOf('/');
    return new MediaId(
        new TenantId(UUID.fromString(name.substring(0, slash))),
        UUID.fromString(name.substring(slash + 1)));
  }
}
