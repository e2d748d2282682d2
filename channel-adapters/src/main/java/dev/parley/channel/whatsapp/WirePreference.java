package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// A person's word to Meta about what it wants to get, as Meta writes it.
@JsonNaming(SnakeCaseStrategy.class)
record WirePreference(
    @Nullable String waId,
    @Nullable String userId,
    @Nullable String category,
    @Nullable String value,
    @Nullable String timestamp) {}
