package dev.parley.runtime.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ChannelAccount;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.AgentDefinitionReader.Format;
import dev.parley.config.agent.AgentDefinitionReader.Read;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.binding.ChannelBinding;
import dev.parley.config.binding.ChannelConfig;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.binding.ServedChannels;
import dev.parley.config.settings.Secret;
import dev.parley.config.store.Sealer;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoredAccountsPostgresTest {
  private static final Duration FOR = Duration.ofSeconds(2);
  private static final String NUMBER = "+12025550100";

  private final Sealer sealer = new Sealer(Secret.of("the-master-key-of-this-test"));
  private final ChannelStore store = new ChannelStore(sealer);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private TestDatabase test;
  private StoredAccounts accounts;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    accounts = new StoredAccounts(test.database(), new ServedChannels(sealer), clock, FOR);
    String definition =
        """
        agent: demo
        name: Ana
        business: B
        languages: [en]
        disclosure: Hi.
        questions:
          - { id: email, type: email, ask: Your e-mail? }
        """;
    Read read = (Read) new AgentDefinitionReader().read(definition, Format.YAML);
    var _ =
        test.database()
            .inTenant(
                TenantId.DEFAULT,
                tx -> new AgentStore().create(tx, TenantId.DEFAULT, "demo", read.tree()));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private ChannelBinding add(ChannelType type, String address, ChannelConfig config) {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> store.addAddress(tx, TenantId.DEFAULT, type, "demo", address, config))
        .orElseThrow();
  }

  private static ChannelConfig config(String phoneNumberId, String verifyToken) {
    return new ChannelConfig(
        Map.of("phone_number_id", phoneNumberId),
        Map.of("verify_token", Secret.of(verifyToken), "access_token", Secret.of("EAA")));
  }

  private void later() {
    now.updateAndGet(before -> before.plus(FOR));
  }

  @Test
  void anAddressTellsWhoseItIsAndWithWhatItIsServed() {
    ChannelBinding channel = add(ChannelType.WHATSAPP, NUMBER, config("1066", "word"));

    BoundAccount bound = accounts.bound(ChannelType.WHATSAPP, NUMBER).orElseThrow();

    assertThat(bound.tenant()).isEqualTo(TenantId.DEFAULT);
    assertThat(bound.channelId()).isEqualTo(channel.id());
    assertThat(bound.agent()).isEqualTo("demo");
    assertThat(bound.account().setting("phone_number_id")).contains("1066");
    assertThat(bound.account().credential("access_token")).contains(Secret.of("EAA"));
    assertThat(bound.toString()).doesNotContain("EAA");
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).contains(bound.account());
    assertThat(accounts.byVendorId(ChannelType.WHATSAPP, "1066")).contains(bound.account());
  }

  @Test
  void whatNobodyHasIsNobodys() {
    add(ChannelType.WHATSAPP, NUMBER, config("1066", "word"));

    assertThat(accounts.byAddress(ChannelType.SMS, NUMBER)).isEmpty();
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, "+12025550101")).isEmpty();
    assertThat(accounts.byVendorId(ChannelType.WHATSAPP, "1067")).isEmpty();
    assertThat(accounts.byVendorId(ChannelType.SMS, "1066")).isEmpty();
  }

  @Test
  void aChangeShowsAfterAMoment() {
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).isEmpty();
    ChannelBinding channel = add(ChannelType.WHATSAPP, NUMBER, config("1066", "word"));
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).as("remembered").isEmpty();
    later();
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).isPresent();

    configure(channel, config("2066", "word"));
    later();
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER).flatMap(this::vendorId))
        .contains("2066");

    test.database()
        .runInTenant(TenantId.DEFAULT, tx -> assertThat(store.delete(tx, channel.id())).isTrue());
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).as("remembered").isPresent();
    later();
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).isEmpty();
  }

  private Optional<String> vendorId(ChannelAccount account) {
    return account.setting("phone_number_id");
  }

  private void configure(ChannelBinding channel, ChannelConfig config) {
    test.database()
        .runInTenant(
            TenantId.DEFAULT, tx -> assertThat(store.configure(tx, channel.id(), config)).isTrue());
  }

  @Test
  void aVerifyTokenOfAnyChannelOfTheTypeIsKnown() {
    add(ChannelType.WHATSAPP, NUMBER, config("1066", "first"));
    add(ChannelType.WHATSAPP, "+12025550101", config("1067", "second"));
    add(ChannelType.WHATSAPP, "+12025550102", new ChannelConfig(Map.of(), Map.of()));
    add(ChannelType.WHATSAPP, "+12025550103", config("1068", " "));

    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "first")).isTrue();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "second")).isTrue();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "third")).isFalse();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "")).isFalse();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, " ")).isFalse();
    assertThat(accounts.knowsVerifyToken(ChannelType.SMS, "first")).isFalse();
  }

  @Test
  void anAccountThatDoesNotOpenServesNobodyAndHarmsNoOther() {
    add(ChannelType.WHATSAPP, NUMBER, config("1066", "first"));
    Sealer before = new Sealer(Secret.of("the-master-key-of-before"));
    var _ =
        test.database()
            .inTenant(
                TenantId.DEFAULT,
                tx ->
                    new ChannelStore(before)
                        .addAddress(
                            tx,
                            TenantId.DEFAULT,
                            ChannelType.WHATSAPP,
                            "demo",
                            "+12025550101",
                            config("1067", "second")));

    assertThat(accounts.byAddress(ChannelType.WHATSAPP, "+12025550101")).isEmpty();
    assertThat(accounts.byAddress(ChannelType.WHATSAPP, NUMBER)).isPresent();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "first")).isTrue();
    assertThat(accounts.knowsVerifyToken(ChannelType.WHATSAPP, "second")).isFalse();
  }
}
