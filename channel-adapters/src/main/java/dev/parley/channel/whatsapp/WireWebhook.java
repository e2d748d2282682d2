package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A webhook's envelope as Meta writes it. What is inside its lists stays a tree: one item that
/// cannot be read must not take the others with it.
record WireWebhook(@Nullable List<@Nullable Entry> entry) {

  record Entry(@Nullable List<@Nullable Change> changes) {}

  record Change(@Nullable String field, @Nullable JsonNode value) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Metadata(@Nullable String displayPhoneNumber, @Nullable String phoneNumberId) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Contact(@Nullable Profile profile, @Nullable String waId, @Nullable String userId) {}

  record Profile(@Nullable String name, @Nullable String username) {}
}
