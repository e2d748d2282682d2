package dev.parley.config.tenant;

import static dev.parley.config.store.generated.Tables.API_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.settings.Secret;
import dev.parley.config.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeysPostgresTest {
  private static final String SERVER_KEY = "correct-horse-battery";
  private TestDatabase test;
  private ApiKeys keys;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    keys = new ApiKeys(test.database(), Secret.of(SERVER_KEY));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private <T> T tx(Function<DSLContext, T> work) {
    return test.database().inTenant(TenantId.DEFAULT, work);
  }

  private <T> List<T> all(Function<DSLContext, List<T>> work) {
    return tx(work);
  }

  private ApiKeys.Fresh viewer() {
    return tx(tx -> keys.create(tx, TenantId.DEFAULT, Role.VIEWER, "dashboard"));
  }

  @Test
  void theConfiguredKeyIsTheServersAdmin() {
    assertThat(keys.authenticate(SERVER_KEY))
        .contains(new Caller(TenantId.DEFAULT, Role.ADMIN, "admin", true));
  }

  @Test
  void aCreatedKeyWorksUntilItIsRevoked() {
    ApiKeys.Fresh fresh = viewer();
    assertThat(keys.authenticate(fresh.secret().reveal()))
        .contains(new Caller(TenantId.DEFAULT, Role.VIEWER, fresh.key().id(), false));

    tx(
        tx -> {
          keys.revoke(tx, fresh.key().id());
          return true;
        });

    assertThat(keys.authenticate(fresh.secret().reveal())).isEmpty();
    assertThat(all(tx -> keys.list(tx, Optional.empty(), 10))).isEmpty();
  }

  @Test
  void theDatabaseNeverHoldsAKey() {
    String secret = viewer().secret().reveal();

    byte[] hash = tx(tx -> tx.select(API_KEYS.HASH).from(API_KEYS).fetchSingle().value1());

    assertThat(hash).hasSize(32);
    assertThat(new String(hash, StandardCharsets.ISO_8859_1)).doesNotContain(secret.substring(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "pk_",
        "correct-horse-batterz",
        "pk_0123456789abcdef_short",
        "a'; drop table x"
      })
  void whatIsNoKeyOpensNothing(String presented) {
    assertThat(keys.authenticate(presented)).isEmpty();
  }

  @Test
  void aKeyWithAnotherSecretOpensNothing() {
    String key = viewer().secret().reveal();
    String forged = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");

    assertThat(keys.authenticate(forged)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "fifteen-letters", "with a space in the middle", "umläut-umläut-umläut"})
  void aWeakOrUnprintableAdminKeyIsRefused(String key) {
    assertThatThrownBy(() -> new ApiKeys(test.database(), Secret.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(key);
  }

  @Test
  void tenantsHaveUniqueNamesAndKeysOfTheirOwn() {
    Tenants tenants = new Tenants();
    TenantId acme = test.database().acrossTenants(tx -> tenants.create(tx, "acme")).orElseThrow();
    Optional<TenantId> again = test.database().acrossTenants(tx -> tenants.create(tx, "acme"));
    assertThat(again).isEmpty();

    ApiKeys.Fresh fresh =
        test.database().inTenant(acme, tx -> keys.create(tx, acme, Role.ADMIN, "admin"));

    assertThat(keys.authenticate(fresh.secret().reveal()).orElseThrow().tenant()).isEqualTo(acme);
    assertThat(all(tx -> keys.list(tx, Optional.empty(), 10))).isEmpty();
  }
}
