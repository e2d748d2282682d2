package dev.parley.runtime.forms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.forms.FormCalls.Outcome;
import dev.parley.runtime.forms.Submitted.Status;
import dev.parley.runtime.risk.DomainsFile;
import dev.parley.runtime.risk.RiskBook;
import dev.parley.runtime.risk.RiskPolicies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallingFormsPostgresTest {
  private static final Instant NINE = Instant.parse("2026-11-22T21:00:00Z");
  private static final Client BROWSER =
      new Client("203.0.113.9", "Mozilla/5.0 (X11; Linux)", Optional.of("en"));

  private final Tick clock = new Tick(NINE);
  private final List<Map<String, String>> told = new ArrayList<>();
  private final List<String> called = new ArrayList<>();
  private Outcome next = new Outcome.NobodyToCall();
  private TestDatabase test;
  private FormIntake intake;
  private Form form;
  private int people;

  @BeforeAll
  void open() {
    test = TestDatabase.create();
    RiskBook risk =
        new RiskBook(new DomainsFile(Optional.empty(), clock), new RiskPolicies(), clock);
    intake =
        new FormIntake(
            test.database(),
            new FormRows(),
            risk,
            (tenant, agent) -> Optional.of("US"),
            batch -> {
              throw new AssertionError("nobody is written to");
            },
            this::call,
            clock);
    TenantId tenant = TenantId.DEFAULT;
    form =
        test.database()
            .inTenant(
                tenant,
                tx -> {
                  tx.execute(
                      "insert into agents (tenant_id, agent, draft) values (?, 'caller', '{}')",
                      tenant.value());
                  UUID channel =
                      tx.fetchSingle(
                              "insert into channels (tenant_id, type, agent, address) values (?,"
                                  + " 'voice', 'caller', '+12025550199') returning id",
                              tenant.value())
                          .get(0, UUID.class);
                  return new FormRows()
                      .add(
                          tx,
                          tenant,
                          channel,
                          "Roof quote",
                          List.of(),
                          Form.HONEYPOT_DEFAULT,
                          Optional.empty());
                });
  }

  @AfterAll
  void close() {
    test.close();
  }

  private synchronized Outcome call(
      TenantId tenant, String agent, String from, String to, Map<String, String> words) {
    assertThat(from).isEqualTo("+12025550199");
    called.add(to);
    told.add(words);
    if (next instanceof Outcome.Refused(String reason) && reason.equals("broken")) {
      throw new WentAway();
    }
    return next;
  }

  /// Sent, and taken up as if the process that took it had died before anybody was called.
  private Submitted sent(Outcome outcome) {
    next = outcome;
    LinkedHashMap<String, String> fields = new LinkedHashMap<>();
    fields.put("full_name", "Ana Lopez");
    fields.put("phone", "+1202555%04d".formatted(1000 + people++));
    fields.put("email", "ana.lopez" + people + "@firma.de");
    fields.put("_filled_in_ms", "21000");
    Submitted kept = intake.submit(form, new Filled(fields), BROWSER).orElseThrow();
    assertThat(kept.status()).isEqualTo(Status.ACCEPTED);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls(kept) == 1 && settled(kept, outcome));
    return kept;
  }

  private boolean settled(Submitted kept, Outcome outcome) {
    Status now = status(kept);
    boolean later = outcome instanceof Outcome.Later || outcome instanceof Outcome.NobodyToCall;
    return later
        ? now == Status.ACCEPTED
        : outcome instanceof Outcome.Calling || now != Status.CONTACTING;
  }

  private synchronized long calls(Submitted kept) {
    return called.stream().filter(kept.phone()::equals).count();
  }

  private Status status(Submitted kept) {
    return test
        .database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> new SubmissionRows().list(tx, form.id(), Optional.empty(), Optional.empty(), 200))
        .stream()
        .filter(one -> one.id().equals(kept.id()))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void whoFillsInAFormIsCalledOnceAndTheAgentKnowsWhatTheyWrote() {
    Submitted kept = sent(new Outcome.Calling(UUID.randomUUID()));
    clock.forward(Duration.ofMinutes(10));
    intake.resume();
    assertThat(calls(kept)).isEqualTo(1);
    assertThat(status(kept)).isEqualTo(Status.CONTACTING);
    assertThat(told)
        .anySatisfy(
            words ->
                assertThat(words)
                    .containsEntry("full_name", "Ana Lopez")
                    .containsEntry("reason", "Roof quote"));
  }

  @Test
  void inQuietHoursTheCallWaitsForTheMorning() {
    Submitted kept = sent(new Outcome.Later(clock.instant().plus(Duration.ofHours(11))));
    clock.forward(Duration.ofHours(10));
    intake.resume();
    assertThat(calls(kept)).isEqualTo(1);
    next = new Outcome.Calling(UUID.randomUUID());
    clock.forward(Duration.ofHours(2));
    intake.resume();
    assertThat(calls(kept)).isEqualTo(2);
    assertThat(status(kept)).isEqualTo(Status.CONTACTING);
  }

  @Test
  void whoSaidStopIsNotCalled() {
    Submitted kept = sent(new Outcome.Refused("suppressed"));
    assertThat(status(kept)).isEqualTo(Status.REFUSED);
    clock.forward(Duration.ofHours(24));
    intake.resume();
    assertThat(calls(kept)).isEqualTo(1);
  }

  @Test
  void whatBreaksWhileSomebodyIsCalledIsLeftForAPerson() {
    Submitted kept = sent(new Outcome.Refused("broken"));
    assertThat(status(kept)).isEqualTo(Status.HELD);
    clock.forward(Duration.ofMinutes(10));
    intake.resume();
    assertThat(calls(kept)).isEqualTo(1);
  }

  /// Logged, as what breaks must be; where a test threw it says nothing.
  private static final class WentAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    WentAway() {
      super("the database went away", null, false, false);
    }
  }

  private static final class Tick extends Clock {
    private Instant now;

    Tick(Instant now) {
      this.now = now;
    }

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
