package dev.parley.config.store;

import static dev.parley.config.store.generated.Tables.TENANTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLevelSecurityPostgresTest {
  /// Tables that belong to no tenant: db-scheduler's and Flyway's own.
  private static final Set<String> SYSTEM = Set.of("scheduled_tasks", "flyway_schema_history");

  private TestDatabase test;

  @BeforeAll
  void open() {
    test = TestDatabase.create();
  }

  @AfterAll
  void close() {
    test.close();
  }

  @Test
  void everyTableCarriesATenantAndForcesRowLevelSecurity() {
    List<String> bare =
        test.database()
            .acrossTenants(
                tx ->
                    tx.fetch(
                            """
                            select c.relname from pg_class c
                              join pg_namespace n on n.oid = c.relnamespace
                             where n.nspname = 'public' and c.relkind in ('r', 'p')
                               and not (c.relrowsecurity and c.relforcerowsecurity
                                    and exists (select from pg_attribute a
                                         where a.attrelid = c.oid and a.attname = 'tenant_id'
                                           and a.attnotnull)
                                    and (select count(*) from pg_policy p
                                          where p.polrelid = c.oid) = 2)
                            """)
                        .getValues(0, String.class));

    assertThat(bare).containsExactlyInAnyOrderElementsOf(SYSTEM);
  }

  @Test
  void theTenantRoleOwnsNothingAndIsNoSuperuser() {
    boolean harmless =
        test.database()
            .acrossTenants(
                tx ->
                    tx.fetchOne(
                            """
                            select not exists (select from pg_roles r
                              where r.rolname in ('parley_app', 'parley_worker')
                                and (r.rolsuper or r.rolbypassrls or r.rolcanlogin))
                            and not exists (select from pg_class c join pg_roles r on r.oid = c.relowner
                              where r.rolname in ('parley_app', 'parley_worker'))
                            """)
                        .get(0, Boolean.class));

    assertThat(harmless).isTrue();
  }

  @Test
  void aTenantSeesItsOwnRowsOnly() {
    TenantId other = new TenantId(UUID.randomUUID());
    test.database()
        .runAcrossTenants(
            tx ->
                tx.execute("insert into tenants (tenant_id, name) values (?, 'x')", other.value()));

    assertThat(names(TenantId.DEFAULT)).containsExactly("default");
    assertThat(names(other)).containsExactly("x");
  }

  @Test
  void aTenantCannotWriteRowsOfAnother() {
    assertThatThrownBy(
            () ->
                test.database()
                    .runInTenant(
                        TenantId.DEFAULT,
                        tx ->
                            tx.execute(
                                "insert into tenants (tenant_id, name) values (?, 'y')",
                                UUID.randomUUID())))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("row-level security");
  }

  @Test
  void workThatThrowsIsRolledBack() {
    assertThatThrownBy(
            () ->
                test.database()
                    .runAcrossTenants(
                        tx -> {
                          tx.execute(
                              "insert into tenants (tenant_id, name) values (?, 'gone')",
                              UUID.randomUUID());
                          throw new IllegalStateException("stop");
                        }))
        .hasMessage("stop");

    boolean stayed =
        test.database().acrossTenants(tx -> tx.fetchExists(TENANTS, TENANTS.NAME.eq("gone")));
    assertThat(stayed).isFalse();
  }

  private List<String> names(TenantId tenant) {
    return test.database()
        .inTenant(tenant, tx -> tx.fetch("select name from tenants").getValues(0, String.class));
  }
}
