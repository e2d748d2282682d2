package dev.parley.runtime.conversation;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.evidence.Evidence;
import dev.parley.lead.FieldStatus;
import dev.parley.runtime.flow.Answer;
import dev.parley.runtime.flow.FlowState;
import dev.parley.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Conversations for tests of the rows.
final class Conversations {
  static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private Conversations() {}

  /// The id of a new web channel of an agent that need not exist as a definition.
  static UUID channel(Database database) {
    return database.inTenant(
        TenantId.DEFAULT,
        tx -> {
          tx.execute(
              "insert into agents (tenant_id, agent, draft) values (?, 'a', '{}') on conflict do"
                  + " nothing",
              TenantId.DEFAULT.value());
          return tx.fetchOptional(
                  "insert into channels (tenant_id, type, agent) values (?, 'web', 'a') returning"
                      + " id",
                  TenantId.DEFAULT.value())
              .orElseThrow()
              .get(0, UUID.class);
        });
  }

  static NewConversation fresh(UUID channel, byte[] sessionHash) {
    return new NewConversation(
        TenantId.DEFAULT,
        "a",
        1,
        ChannelType.WEB,
        channel,
        Optional.empty(),
        Optional.of(sessionHash),
        state(FlowState.Status.OPEN),
        Optional.of("Hello, I am an assistant."),
        Optional.empty(),
        AT);
  }

  static FlowState state(FlowState.Status status) {
    Answer answer =
        new Answer(
            FieldStatus.ANSWERED,
            Optional.of(
                new Value.Money(
                    new BigDecimal("120.50"), Optional.empty(), "EUR", Optional.of("month"))),
            Optional.of("about 120.50"),
            Optional.of(new Evidence(2, "about 120.50 a month")),
            1,
            0,
            true);
    return new FlowState(
        status,
        ChannelType.WEB,
        AT,
        AT,
        30,
        "en",
        true,
        Map.of("bill", answer),
        Optional.of("bill"),
        1,
        0,
        0,
        false,
        List.of("price"),
        List.of(),
        "Hello",
        Optional.empty(),
        Optional.empty());
  }
}
