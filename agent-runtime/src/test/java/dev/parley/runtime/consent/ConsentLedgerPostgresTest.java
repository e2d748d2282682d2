package dev.parley.runtime.consent;

import static dev.parley.config.store.generated.Tables.CONTACTS;
import static dev.parley.config.store.generated.Tables.CONTACT_ADDRESSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ConsentSignal;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.config.tenant.Tenants;
import dev.parley.runtime.consent.Consent.Kind;
import dev.parley.runtime.consent.Consent.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsentLedgerPostgresTest {
  private static final Instant ONE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant TWO = ONE.plusSeconds(60);
  private static final Instant THREE = ONE.plusSeconds(120);

  private final ConsentLedger ledger = new ConsentLedger();
  private TestDatabase test;
  private int phones;

  @BeforeAll
  void open() {
    test = TestDatabase.create();
  }

  @AfterAll
  void close() {
    test.close();
  }

  private String phone() {
    phones++;
    return "+1212555%04d".formatted(phones);
  }

  private boolean say(String address, Kind kind, Scope scope, Instant at) {
    Consent consent = new Consent(ChannelType.SMS, address, kind, scope, "word", at);
    return test.database()
        .inTenant(TenantId.DEFAULT, tx -> ledger.record(tx, TenantId.DEFAULT, consent));
  }

  private ConsentStanding standing(String... addresses) {
    return standing(TenantId.DEFAULT, addresses);
  }

  private ConsentStanding standing(TenantId tenant, String... addresses) {
    return test.database().inTenant(tenant, tx -> ledger.standing(tx, tenant, List.of(addresses)));
  }

  private void contact(String... channelsAndAddresses) {
    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx -> {
              UUID contact =
                  tx.insertInto(CONTACTS)
                      .set(CONTACTS.TENANT_ID, TenantId.DEFAULT.value())
                      .returningResult(CONTACTS.ID)
                      .fetchSingle()
                      .value1();
              for (int i = 0; i < channelsAndAddresses.length; i += 2) {
                address(tx, contact, channelsAndAddresses[i], channelsAndAddresses[i + 1]);
              }
            });
  }

  private static void address(DSLContext tx, UUID contact, String channel, String address) {
    tx.insertInto(CONTACT_ADDRESSES)
        .set(CONTACT_ADDRESSES.TENANT_ID, TenantId.DEFAULT.value())
        .set(CONTACT_ADDRESSES.CHANNEL, channel)
        .set(CONTACT_ADDRESSES.ADDRESS, address)
        .set(CONTACT_ADDRESSES.CONTACT_ID, contact)
        .execute();
  }

  @Test
  void whoSaidNothingIsFree() {
    assertThat(standing(phone())).isEqualTo(ConsentStanding.FREE);
    assertThat(standing()).isEqualTo(ConsentStanding.FREE);
  }

  @Test
  void stopSuppressesAndStartLifts() {
    String phone = phone();
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.SUPPRESSED);
    say(phone, Kind.HELP, Scope.EVERYTHING, TWO);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.SUPPRESSED);
    say(phone, Kind.OPT_IN, Scope.EVERYTHING, THREE);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.FREE);
  }

  @Test
  void whatWasSaidLastCountsNotWhatCameLast() {
    String phone = phone();
    say(phone, Kind.OPT_IN, Scope.EVERYTHING, THREE);
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, TWO);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.FREE);

    String other = phone();
    say(other, Kind.OPT_OUT, Scope.EVERYTHING, TWO);
    say(other, Kind.OPT_IN, Scope.EVERYTHING, ONE);
    assertThat(standing(other)).isEqualTo(ConsentStanding.SUPPRESSED);
  }

  @Test
  void ofTwoThingsSaidAtOnceTheStopCounts() {
    String phone = phone();
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE);
    say(phone, Kind.OPT_IN, Scope.EVERYTHING, ONE);

    assertThat(standing(phone)).isEqualTo(ConsentStanding.SUPPRESSED);
  }

  @Test
  void aCopyIsNoSecondRow() {
    String phone = phone();

    assertThat(say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE)).isTrue();
    assertThat(say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE)).isFalse();
    assertThat(say(phone, Kind.OPT_OUT, Scope.EVERYTHING, TWO)).isTrue();
    assertThat(entries(Optional.of(phone))).hasSize(2);
  }

  @Test
  void unaskedMessagesAreStoppedByThemselves() {
    String phone = phone();
    say(phone, Kind.OPT_OUT, Scope.UNASKED, ONE);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.ANSWERS_ONLY);
    say(phone, Kind.OPT_IN, Scope.UNASKED, TWO);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.FREE);
    say(phone, Kind.OPT_OUT, Scope.UNASKED, THREE);
    say(phone, Kind.OPT_IN, Scope.EVERYTHING, THREE.plusSeconds(1));
    assertThat(standing(phone)).as("START is about everything").isEqualTo(ConsentStanding.FREE);
  }

  @Test
  void wishingForOffersAgainLiftsNoStop() {
    String phone = phone();
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE);
    say(phone, Kind.OPT_IN, Scope.UNASKED, TWO);

    assertThat(standing(phone)).isEqualTo(ConsentStanding.SUPPRESSED);
  }

  @Test
  void stopOnOneChannelHoldsOnEveryAddressOfTheContact() {
    String phone = phone();
    contact("sms", phone, "whatsapp", "US.1234" + phone, "web", "browser-" + phone);
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE);

    assertThat(standing("US.1234" + phone)).isEqualTo(ConsentStanding.SUPPRESSED);
    assertThat(standing("browser-" + phone)).isEqualTo(ConsentStanding.SUPPRESSED);
    say("US.1234" + phone, Kind.OPT_IN, Scope.EVERYTHING, TWO);
    assertThat(standing(phone)).isEqualTo(ConsentStanding.FREE);
  }

  @Test
  void aVendorsSignalHoldsForTheNumberAndTheId() {
    String phone = phone();
    Sender sender =
        new Sender(
            "US.9" + phone, Optional.of(phone), Optional.of("US.9" + phone), Optional.empty());
    ConsentSignal signal =
        new ConsentSignal(
            ChannelType.WHATSAPP,
            "+12025550100",
            sender,
            ConsentSignal.Kind.STOP,
            ConsentSignal.Scope.UNASKED,
            "whatsapp_user_preferences",
            ONE);

    assertThat(recorded(signal)).isTrue();
    assertThat(recorded(signal)).isFalse();
    assertThat(standing(phone)).isEqualTo(ConsentStanding.ANSWERS_ONLY);
    assertThat(standing("US.9" + phone)).isEqualTo(ConsentStanding.ANSWERS_ONLY);
    assertThat(entries(Optional.of(phone)).getFirst().consent().source())
        .isEqualTo("whatsapp_user_preferences");
  }

  private boolean recorded(ConsentSignal signal) {
    return test.database()
        .inTenant(TenantId.DEFAULT, tx -> ledger.record(tx, TenantId.DEFAULT, signal));
  }

  @Test
  void anotherTenantsStopIsNotOurs() {
    String phone = phone();
    TenantId other =
        test.database().acrossTenants(tx -> new Tenants().create(tx, "other").orElseThrow());
    say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE);

    assertThat(standing(other, phone)).isEqualTo(ConsentStanding.FREE);
    ConsentStanding seen =
        test.database().acrossTenants(tx -> ledger.standing(tx, other, List.of(phone)));
    assertThat(seen)
        .as("workers see every tenant's rows, and are told one tenant's")
        .isEqualTo(ConsentStanding.FREE);
  }

  @Test
  void theLedgerIsReadInPages() {
    String phone = phone();
    for (int i = 0; i < 3; i++) {
      say(phone, Kind.OPT_OUT, Scope.EVERYTHING, ONE.plusSeconds(i));
    }
    List<ConsentLedger.Entry> first = page(phone, Optional.empty());
    List<ConsentLedger.Entry> second = page(phone, Optional.of(first.getLast().id()));

    assertThat(first)
        .extracting(entry -> entry.consent().at())
        .containsExactly(ONE, ONE.plusSeconds(1));
    assertThat(second)
        .extracting(entry -> entry.consent().at())
        .containsExactly(ONE.plusSeconds(2));
    assertThat(second.getFirst().consent().toString()).doesNotContain(phone);
  }

  private List<ConsentLedger.Entry> page(String address, Optional<Long> after) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> ledger.list(tx, TenantId.DEFAULT, Optional.of(address), after, 2));
  }

  private List<ConsentLedger.Entry> entries(Optional<String> address) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> ledger.list(tx, TenantId.DEFAULT, address, Optional.empty(), 200));
  }
}
