package dev.parley.config.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.config.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/// The only door to PostgreSQL: each method runs its work in one transaction of one role.
/// `inTenant` sees that tenant's rows and no others, enforced by row-level security;
/// `acrossTenants` is for workers and look-ups that have no tenant yet. Thread-safe; the
/// `DSLContext` handed to the work is not, and is dead once the work returns.
///
/// Work that throws is rolled back and its exception rethrown. A database that cannot be
/// reached is a [StoreException]; nothing was written then unless the commit itself was lost.
public final class Database implements AutoCloseable {
  private static final String ENTER_ROLE =
      "select set_config('role', ?, true), set_config('app.tenant_id', ?, true)";
  private static final String TENANT_ROLE = "parley_app";
  private static final String WORKER_ROLE = "parley_worker";

  private final HikariDataSource pool;
  private final Configuration jooq;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jooq =
        new DefaultConfiguration()
            .set(SQLDialect.POSTGRES)
            .set(new Settings().withRenderSchema(false).withExecuteLogging(false));
  }

  /// Connects and migrates to the newest schema. Fails with a [StoreException] that says what
  /// to do when the server is not reachable or its roles may not be created.
  public static Database open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("parley");
    config.setJdbcUrl(settings.jdbcUrl());
    settings.user().ifPresent(config::setUsername);
    settings.password().ifPresent(password -> config.setPassword(password.reveal()));
    config.setMaximumPoolSize(settings.connectionsMax());
    config.setMinimumIdle(Math.min(2, settings.connectionsMax()));
    config.setConnectionTimeout(settings.acquireTimeout().toMillis());
    config.setInitializationFailTimeout(settings.acquireTimeout().toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("tcpNoDelay", "true");
    // A server's detail may quote a row, and a row may hold what a contact said.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "parley");
    HikariDataSource pool = Migrations.connect(config);
    try {
      Migrations.run(pool);
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /// Runs work that returns something as one tenant.
  public <T> T inTenant(TenantId tenant, Function<DSLContext, T> work) {
    return inRole(TENANT_ROLE, tenant.toString(), work);
  }

  /// Runs work as one tenant.
  public void runInTenant(TenantId tenant, Consumer<DSLContext> work) {
    inTenant(tenant, nothing(work));
  }

  /// Runs work that returns something with every tenant's rows in sight: leases, sweeps, and the
  /// look-up of a key, an address or a session that tells which tenant it is.
  public <T> T acrossTenants(Function<DSLContext, T> work) {
    return inRole(WORKER_ROLE, "", work);
  }

  /// Runs work with every tenant's rows in sight.
  public void runAcrossTenants(Consumer<DSLContext> work) {
    acrossTenants(nothing(work));
  }

  /// The pool itself, for db-scheduler, which brings its own SQL. Its connections are the pool
  /// user's: no tenant's rows are visible there unless that user is a superuser.
  public DataSource dataSource() {
    return pool;
  }

  /// Whether a query is answered right now (for readiness).
  public boolean reachable() {
    try {
      return acrossTenants(tx -> tx.fetchOne("select 1") != null);
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T inRole(String role, String tenant, Function<DSLContext, T> work) {
    try (Connection connection = pool.getConnection()) {
      try {
        enter(connection, role, tenant);
        T result = work.apply(DSL.using(jooq.derive(new SingleConnection(connection))));
        connection.commit();
        return result;
      } catch (RuntimeException | Error e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreException.unavailable(e);
    }
  }

  private static void enter(Connection connection, String role, String tenant) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTER_ROLE)) {
      statement.setString(1, role);
      statement.setString(2, tenant);
      statement.execute();
    }
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static Function<DSLContext, Boolean> nothing(Consumer<DSLContext> work) {
    return tx -> {
      work.accept(tx);
      return true;
    };
  }
}
