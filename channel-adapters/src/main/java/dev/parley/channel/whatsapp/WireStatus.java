package dev.parley.channel.whatsapp;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One receipt as Meta writes it.
@JsonNaming(SnakeCaseStrategy.class)
record WireStatus(
    @Nullable String id,
    @Nullable String status,
    @Nullable String timestamp,
    @Nullable String bizOpaqueCallbackData,
    @Nullable List<@Nullable Problem> errors) {

  record Problem(@Nullable Integer code) {}
}
