package dev.parley.runtime.call;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CALLS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import dev.parley.channel.voice.CallDetails;
import dev.parley.channel.voice.CallDialer;
import dev.parley.channel.voice.CallDialer.Dialed;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.consent.ConsentLedger;
import dev.parley.runtime.consent.ConsentStanding;
import dev.parley.runtime.consent.GateVerdict;
import dev.parley.runtime.consent.RecipientZones;
import dev.parley.runtime.consent.SendGate;
import dev.parley.runtime.consent.Sending;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.Bindings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Calls people for the business: asks the gate, begins the conversation, asks the carrier once.
/// Thread-safe; blocks for a request to the carrier.
public final class OutgoingCalls {
  private static final Duration WEEK = Duration.ofDays(7);

  private final Database database;
  private final Bindings bindings;
  private final EngineSource engines;
  private final LiveDriver driver;
  private final CallDialer dialer;
  private final Clock clock;
  private final ConsentLedger ledger = new ConsentLedger();
  private final SendGate gate = new SendGate(SendGate.WINDOW_MARGIN);

  public OutgoingCalls(
      Database database,
      Bindings bindings,
      EngineSource engines,
      LiveDriver driver,
      CallDialer dialer,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.engines = engines;
    this.driver = driver;
    this.dialer = dialer;
    this.clock = clock;
  }

  private record Known(Binding binding, int version) {}

  private record Facts(ConsentStanding standing, List<Instant> calledAt) {}

  /// @param to E.164
  /// @param context kept with the call, and said where a screening assistant asks why
  public PlacedCall place(TenantId tenant, String agent, String to, Map<String, String> context) {
    return place(tenant, agent, Optional.empty(), to, context);
  }

  /// @param from the voice channel's number; empty for the agent's first
  /// @param to E.164
  public PlacedCall place(
      TenantId tenant,
      String agent,
      Optional<String> from,
      String to,
      Map<String, String> context) {
    Optional<Known> known = known(tenant, agent, from);
    if (known.isEmpty()) {
      return new PlacedCall.NoChannel();
    }
    Binding binding = known.get().binding();
    AgentDefinition definition = engines.engine(tenant, agent, known.get().version()).definition();
    Facts facts = database.inTenant(tenant, tx -> facts(tx, tenant, to));
    GateVerdict verdict =
        gate.decide(
            new Sending.Unasked(
                facts.standing(),
                RecipientZones.of(Optional.of(to), definition.timeZone()),
                definition.timeZone(),
                definition.outreach(),
                facts.calledAt(),
                Optional.empty(),
                clock.instant()));
    return switch (verdict) {
      case GateVerdict.Allowed() -> dial(binding, to, context);
      case GateVerdict.Held(Instant until, var reason) ->
          new PlacedCall.Held(until, reason.wireName());
      case GateVerdict.Refused(var reason) -> new PlacedCall.Refused(reason.wireName());
    };
  }

  private PlacedCall dial(Binding binding, String to, Map<String, String> context) {
    var details =
        new CallDetails(
            "",
            CallDetails.Direction.OUTBOUND,
            binding.account().address(),
            Optional.of(to),
            Optional.empty(),
            context,
            clock.instant());
    Optional<ConversationId> begun = driver.begin(binding, details);
    if (begun.isEmpty()) {
      return new PlacedCall.NoChannel();
    }
    ConversationId conversation = begun.get();
    Dialed dialed =
        dialer.dial(binding.account(), new CallDialer.OutgoingCall(conversation.id(), to));
    return switch (dialed) {
      case Dialed.Ringing(String callId) -> {
        driver.placed(conversation, callId);
        yield new PlacedCall.Calling(conversation.id(), Optional.of(callId));
      }
      // Somebody may be being called: who answers names the conversation, silence closes it.
      case Dialed.Unknown _ -> new PlacedCall.Calling(conversation.id(), Optional.empty());
      case Dialed.Refused(var failure) -> {
        String code = failure.reason().code();
        driver.unreached(conversation, code);
        yield new PlacedCall.Refused(code);
      }
    };
  }

  private Optional<Known> known(TenantId tenant, String agent, Optional<String> from) {
    return database
        .inTenant(
            tenant,
            tx ->
                tx.select(CHANNELS.ADDRESS, AGENTS.PUBLISHED)
                    .from(CHANNELS)
                    .join(AGENTS)
                    .on(AGENTS.TENANT_ID.eq(CHANNELS.TENANT_ID), AGENTS.AGENT.eq(CHANNELS.AGENT))
                    .where(
                        CHANNELS.AGENT.eq(agent),
                        CHANNELS.TYPE.eq(ChannelType.VOICE.wireName()),
                        from.map(CHANNELS.ADDRESS::eq).orElse(DSL.noCondition()),
                        CHANNELS.DELETED_AT.isNull(),
                        AGENTS.PUBLISHED.isNotNull(),
                        AGENTS.DELETED_AT.isNull())
                    .orderBy(CHANNELS.CREATED_AT, CHANNELS.ID)
                    .limit(1)
                    .fetchOptional())
        .flatMap(
            row ->
                bindings
                    .find(ChannelType.VOICE, row.value1())
                    .map(binding -> new Known(binding, row.value2())));
  }

  private Facts facts(DSLContext tx, TenantId tenant, String to) {
    return new Facts(
        ledger.standing(tx, tenant, List.of(to)),
        tx.select(CALLS.STARTED_AT)
            .from(CALLS)
            .where(
                CALLS.CONTACT.eq(to),
                CALLS.DIRECTION.eq("outbound"),
                CALLS.STARTED_AT.gt(clock.instant().minus(WEEK)))
            .fetch(CALLS.STARTED_AT));
  }
}
