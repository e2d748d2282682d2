package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Whom a webhook is about, as Meta writes it.
final class WireWebhook {
  private WireWebhook() {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Contact(@Nullable Profile profile, @Nullable String waId, @Nullable String userId) {}

  record Profile(@Nullable String name, @Nullable String username) {}
}
