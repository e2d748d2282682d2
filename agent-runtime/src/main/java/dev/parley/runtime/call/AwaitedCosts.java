package dev.parley.runtime.call;

import dev.parley.channel.voice.CallCosts;
import dev.parley.channel.voice.CallCosts.Cost;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.messaging.Binding;
import dev.parley.runtime.messaging.Bindings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the carriers what calls cost that are over. The next try is a row, written before the
/// carrier is asked: a process that dies in between costs one try. Thread-safe; blocks.
public final class AwaitedCosts {
  private static final Logger LOG = LoggerFactory.getLogger(AwaitedCosts.class);

  /// Asked at the same time: few, for the carrier takes calls and messages by the same limit.
  private static final int AT_ONCE = 8;

  private static final int BATCHES_MAX = 100;
  private static final Duration WAIT_MAX = Duration.ofHours(6);

  private static final String CLAIM =
      """
      update calls
         set cost_tries = cost_tries + 1,
             cost_at = case when cost_tries + 1 < ?
                            then ?::timestamptz + interval '1 millisecond'
                                 * least(? * power(2, cost_tries + 1), ?) end
       where conversation_id in
             (select conversation_id from calls
               where cost_at <= ?::timestamptz and call_id is not null
               order by cost_at limit ? for update skip locked)
      returning tenant_id, conversation_id, call_id, business, cost_at is null as last
      """;

  private static final String TOLD =
      """
      update calls set cost = ?, currency = ?, cost_at = null where conversation_id = ?
      """;

  private static final String NEVER =
      """
      update calls set cost_at = null where conversation_id = ?
      """;

  private final Database database;
  private final Bindings bindings;
  private final CallCosts costs;
  private final CallSettings settings;
  private final Clock clock;

  public AwaitedCosts(
      Database database, Bindings bindings, CallCosts costs, CallSettings settings, Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.costs = costs;
    this.settings = settings;
    this.clock = clock;
  }

  private record Due(
      ConversationId conversation, String callId, String business, boolean lastTry) {}

  /// Asks about every call that is due.
  public void round() {
    int batch = AT_ONCE;
    for (int i = 0; i < BATCHES_MAX && batch == AT_ONCE; i++) {
      List<Due> due = claim();
      batch = due.size();
      if (batch > 0) {
        ask(due);
      }
    }
  }

  private List<Due> claim() {
    Timestamp now = Timestamp.from(clock.instant());
    return database.acrossTenants(
        tx ->
            tx.fetch(
                    CLAIM,
                    settings.costTriesMax(),
                    now,
                    settings.costAfter().toMillis(),
                    WAIT_MAX.toMillis(),
                    now,
                    AT_ONCE)
                .map(AwaitedCosts::due));
  }

  private static Due due(Record row) {
    return new Due(
        new ConversationId(
            new TenantId(row.get("tenant_id", UUID.class)), row.get("conversation_id", UUID.class)),
        row.get("call_id", String.class),
        row.get("business", String.class),
        row.get("last", Boolean.class));
  }

  private void ask(List<Due> due) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(call -> threads.execute(() -> ask(call)));
    }
  }

  private void ask(Due call) {
    try {
      settle(call, cost(call));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("conversation", call.conversation().id())
          .log("A call's cost could not be asked for or written; {}", next(call));
    }
  }

  private Cost cost(Due call) {
    Optional<Binding> binding =
        bindings
            .find(ChannelType.VOICE, call.business())
            .filter(one -> one.tenant().equals(call.conversation().tenant()));
    return binding
        .map(one -> costs.of(one.account(), call.callId()))
        .orElseGet(() -> new Cost.Untold("no_channel"));
  }

  private void settle(Due call, Cost cost) {
    UUID id = call.conversation().id();
    switch (cost) {
      case Cost.Told(var amount, String currency) ->
          database.runInTenant(
              call.conversation().tenant(), tx -> tx.execute(TOLD, amount, currency, id));
      case Cost.Never() ->
          database.runInTenant(call.conversation().tenant(), tx -> tx.execute(NEVER, id));
      case Cost.NotYet() -> {
        if (call.lastTry()) {
          LOG.atInfo().addKeyValue("conversation", id).log("call_cost_unknown: not settled");
        }
      }
      case Cost.Untold(String code) ->
          LOG.atWarn()
              .addKeyValue("conversation", id)
              .log("call_cost_unknown: {}; {}", code, next(call));
    }
  }

  private static String next(Due call) {
    return call.lastTry() ? "it is not asked for again" : "it is asked for again later";
  }
}
