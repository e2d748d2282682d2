package dev.parley.config.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.config.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  /// The same, and for a statement that is run for ever: plan it once, by its indexes. A plan made
  /// anew for each message costs the server more than the statement, and one made while the tables
  /// were small would read them whole until the server next analyses them.
  private static final String ENTER_ROLE_ONCE_PLANNED =
      ENTER_ROLE
          + ", set_config('plan_cache_mode', 'force_generic_plan', true),"
          + " set_config('enable_seqscan', 'off', true);";

  private static final String ENTER_ROLE_TO_STAY_PLANNED =
      ENTER_ROLE_ONCE_PLANNED.substring(0, ENTER_ROLE_ONCE_PLANNED.length() - 1);

  private static final String TENANT_ROLE = "parley_app";
  private static final String WORKER_ROLE = "parley_worker";

  /// Connections of the pool that only db-scheduler takes.
  private static final int SCHEDULER_CONNECTIONS = 4;

  private final HikariDataSource pool;
  private final Configuration jooq;
  private final long acquireMillis;

  /// The pool hands a connection back to the thread that has just returned it: under load, others
  /// would wait until they fail. Whoever waits longest goes first here.
  private final Semaphore turns;

  private Database(HikariDataSource pool, DatabaseSettings settings) {
    this.pool = pool;
    this.acquireMillis = settings.acquireTimeout().toMillis();
    this.turns = new Semaphore(settings.connectionsMax(), true);
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
    config.setMaximumPoolSize(settings.connectionsMax() + SCHEDULER_CONNECTIONS);
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
      return new Database(pool, settings);
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

  /// Runs one statement as a whole transaction of one tenant, in a single round trip: the role, the
  /// tenant and the statement travel together, and the server commits at the end of the three. For
  /// the statements that every message needs; everything else reads better through `inTenant`.
  ///
  /// @param sql one statement that returns at most one row
  public <T> Optional<T> oneTrip(TenantId tenant, String sql, OneTrip<T> trip) {
    return oneTripForAll(tenant, sql, trip).stream().findFirst();
  }

  /// The same with every tenant's rows in sight.
  public <T> Optional<T> oneTripAcrossTenants(String sql, OneTrip<T> trip) {
    return oneTripForAllAcrossTenants(sql, trip).stream().findFirst();
  }

  /// As `oneTrip`, for a statement that returns several rows.
  public <T> List<T> oneTripForAll(TenantId tenant, String sql, OneTrip<T> trip) {
    return oneTripForAll(TENANT_ROLE, tenant.toString(), sql, trip);
  }

  /// The same with every tenant's rows in sight.
  public <T> List<T> oneTripForAllAcrossTenants(String sql, OneTrip<T> trip) {
    return oneTripForAll(WORKER_ROLE, "", sql, trip);
  }

  private <T> List<T> oneTripForAll(String role, String tenant, String sql, OneTrip<T> trip) {
    return connected(
        connection -> {
          connection.setAutoCommit(true);
          try (PreparedStatement statement =
              connection.prepareStatement(ENTER_ROLE_ONCE_PLANNED + sql)) {
            statement.setString(1, role);
            statement.setString(2, tenant);
            trip.parameters(new Parameters(statement, 2));
            statement.execute();
            return statement.getMoreResults() ? rows(statement, trip) : List.of();
          }
        });
  }

  /// Runs the same statement inside a transaction that has more to do.
  public static <T> List<T> statement(DSLContext tx, String sql, OneTrip<T> trip) {
    return tx.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            trip.parameters(new Parameters(statement, 0));
            return statement.execute() ? rows(statement, trip) : List.of();
          }
        });
  }

  /// Runs work that returns something with every tenant's rows in sight: leases, sweeps, and the
  /// look-up of a key, an address or a session that tells which tenant it is.
  public <T> T acrossTenants(Function<DSLContext, T> work) {
    return inRole(WORKER_ROLE, "", work);
  }

  /// The same for work that is done for ever with the same few statements: each is planned once, by
  /// its indexes.
  public <T> T acrossTenantsOncePlanned(Function<DSLContext, T> work) {
    return inRole(ENTER_ROLE_TO_STAY_PLANNED, WORKER_ROLE, "", work);
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
    return inRole(ENTER_ROLE, role, tenant, work);
  }

  private <T> T inRole(String entering, String role, String tenant, Function<DSLContext, T> work) {
    return connected(
        connection -> {
          try {
            enter(connection, entering, role, tenant);
            T result = work.apply(DSL.using(jooq.derive(new SingleConnection(connection))));
            connection.commit();
            return result;
          } catch (RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
          }
        });
  }

  private static <T> List<T> rows(PreparedStatement statement, OneTrip<T> trip)
      throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(trip.row(rows));
      }
      return all;
    }
  }

  private interface Connected<T> {
    T work(Connection connection) throws SQLException;
  }

  private <T> T connected(Connected<T> work) {
    awaitTurn();
    try (Connection connection = pool.getConnection()) {
      return work.work(connection);
    } catch (SQLException e) {
      throw StoreException.unavailable(e);
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(acquireMillis, TimeUnit.MILLISECONDS)) {
        throw StoreException.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreException.unavailable(e);
    }
  }

  private static void enter(Connection connection, String entering, String role, String tenant)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(entering)) {
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
