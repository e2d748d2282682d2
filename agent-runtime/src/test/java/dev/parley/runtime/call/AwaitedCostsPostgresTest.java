package dev.parley.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.voice.CallCosts;
import dev.parley.channel.voice.CallCosts.Cost;
import dev.parley.channel.voice.CallDetails;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.flow.FlowState;
import dev.parley.runtime.flow.Moment;
import dev.parley.runtime.flow.Start;
import dev.parley.runtime.messaging.Binding;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jooq.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwaitedCostsPostgresTest {
  private static final String BUSINESS = "+351211111111";
  private static final Duration AFTER = CallSettings.DEFAULT.costAfter();
  private static final ChannelAccount ACCOUNT =
      new ChannelAccount(ChannelType.VOICE, BUSINESS, Map.of(), Map.of());

  private final Tick clock = new Tick();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private TestDatabase test;
  private CallRows rows;
  private Binding binding;
  private boolean bound = true;
  private int calls;

  @BeforeAll
  void open() {
    test = TestDatabase.create();
    UUID channel =
        test.database()
            .inTenant(
                TenantId.DEFAULT,
                tx -> {
                  tx.execute(
                      "insert into agents (tenant_id, agent, draft, published)"
                          + " values (?, 'solar', '{}', 1)",
                      TenantId.DEFAULT.value());
                  return tx.fetchSingle(
                          "insert into channels (tenant_id, type, agent, address)"
                              + " values (?, 'voice', 'solar', ?) returning id",
                          TenantId.DEFAULT.value(),
                          BUSINESS)
                      .get(0, UUID.class);
                });
    binding = new Binding(TenantId.DEFAULT, channel, "solar", ACCOUNT);
    rows = new CallRows(test.database(), Duration.ofSeconds(3), AFTER);
  }

  @AfterEach
  void forget() {
    asked.clear();
    test.database().runInTenant(TenantId.DEFAULT, tx -> tx.execute("delete from calls"));
  }

  @AfterAll
  void close() {
    test.close();
  }

  @Test
  void aPriceThatComesLateIsAskedForWithGrowingWaits() {
    ConversationId call = call();
    rows.ended(call, "hung_up", "none", clock.instant());
    round(id -> new Cost.NotYet());
    assertThat(asked).isEmpty();

    clock.forward(AFTER);
    round(id -> new Cost.NotYet());
    round(id -> new Cost.NotYet());
    assertThat(asked).hasSize(1);
    clock.forward(AFTER.multipliedBy(2).minusMillis(1));
    round(id -> new Cost.NotYet());
    assertThat(asked).hasSize(1);
    clock.forward(Duration.ofMillis(1));
    round(id -> new Cost.Told(new BigDecimal("0.0085"), "USD"));

    assertThat(asked).hasSize(2);
    assertThat(row(call).get("cost", BigDecimal.class)).isEqualByComparingTo("0.0085");
    assertThat(row(call).get("currency", String.class)).isEqualTo("USD");
    clock.forward(Duration.ofDays(2));
    round(id -> new Cost.NotYet());
    assertThat(asked).hasSize(2);
  }

  @Test
  void aCarrierThatNeverTellsIsAskedSoOftenAndNoMore() {
    ConversationId call = call();
    rows.ended(call, "hung_up", "none", clock.instant());
    for (int day = 0; day < 30; day++) {
      clock.forward(Duration.ofDays(1));
      round(
          id -> {
            throw new IllegalStateException("the carrier's answer breaks what reads it");
          });
    }

    assertThat(asked).hasSize(CallSettings.DEFAULT.costTriesMax());
    assertThat(row(call).get("cost", BigDecimal.class)).isNull();
  }

  @Test
  void whatCostsNothingIsNotAskedForAgain() {
    rows.reported(call(), "no_answer", Optional.empty(), clock.instant());
    clock.forward(AFTER);
    round(id -> new Cost.Never());
    clock.forward(Duration.ofDays(1));
    round(id -> new Cost.NotYet());

    assertThat(asked).hasSize(1);
  }

  @Test
  void theNewsThatACallIsOverBeginsTheTriesAnew() {
    ConversationId call = call();
    rows.ended(call, "transferred", "none", clock.instant());
    for (int hour = 0; hour < 5; hour++) {
      clock.forward(Duration.ofHours(1));
      round(id -> new Cost.NotYet());
    }
    int before = asked.size();
    rows.reported(call, "completed", Optional.of(18_000), clock.instant());
    clock.forward(AFTER);
    round(id -> new Cost.NotYet());

    assertThat(asked).hasSize(before + 1);
    assertThat(row(call).get("cost_tries", Integer.class)).isOne();
  }

  @Test
  void aCallWhoseEndNobodyToldIsAskedForToo() {
    call();
    clock.forward(Duration.ofHours(4));
    round(id -> new Cost.NotYet());

    assertThat(asked).hasSize(1);
  }

  @Test
  void aNumberThatIsNotOursAnyMoreIsNotAskedAbout() {
    ConversationId call = call();
    rows.ended(call, "hung_up", "none", clock.instant());
    clock.forward(AFTER);
    bound = false;
    try {
      round(id -> new Cost.Told(BigDecimal.ONE, "USD"));
    } finally {
      bound = true;
    }

    assertThat(asked).isEmpty();
    assertThat(row(call).get("cost_at", Instant.class)).isAfter(clock.instant());
  }

  @Test
  void manyCallsAreSettledInOneRound() {
    for (int i = 0; i < 30; i++) {
      rows.ended(call(), "hung_up", "none", clock.instant());
    }
    clock.forward(AFTER);
    round(id -> new Cost.Told(new BigDecimal("0.01"), "EUR"));

    assertThat(asked).hasSize(30).doesNotHaveDuplicates();
  }

  private void round(Function<String, Cost> carrier) {
    CallCosts costs =
        (account, id) -> {
          asked.add(id);
          return carrier.apply(id);
        };
    new AwaitedCosts(
            test.database(),
            (type, address) -> bound ? Optional.of(binding) : Optional.empty(),
            costs,
            CallSettings.DEFAULT,
            clock)
        .round();
  }

  private ConversationId call() {
    FlowEngine engine = new FlowEngine(CallAgents.solar("en", "read_back: false"));
    CallDetails details =
        new CallDetails(
            "CA" + calls++,
            CallDetails.Direction.INBOUND,
            BUSINESS,
            Optional.of("+351913000009"),
            Optional.empty(),
            Map.of(),
            clock.instant());
    FlowState state =
        engine.start(
            new Start(ChannelType.VOICE, Optional.empty(), Optional.empty()),
            new Moment(clock.instant()));
    return rows.begin(binding, 1, details, state, clock.instant());
  }

  private Record row(ConversationId call) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> tx.fetchSingle("select * from calls where conversation_id = ?", call.id()));
  }

  private static final class Tick extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
