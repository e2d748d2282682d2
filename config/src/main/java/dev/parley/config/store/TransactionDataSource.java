package dev.parley.config.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/// A data source that hands out the running transaction's own connection, for libraries that take
/// a data source and must write in our transaction. Closing, committing and rolling back are ours
/// and do nothing when asked for there. Use it inside the work only, on its thread.
public final class TransactionDataSource {
  private static final Set<String> OURS = Set.of("close", "commit", "rollback", "setAutoCommit");

  private TransactionDataSource() {}

  public static DataSource of(DSLContext tx) {
    return (DataSource)
        Proxy.newProxyInstance(
            TransactionDataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, _) -> {
              if (method.getName().equals("getConnection")) {
                return guarded(
                    Objects.requireNonNull(tx.configuration().connectionProvider().acquire()));
              }
              throw new IllegalStateException("not offered inside a transaction: " + method);
            });
  }

  private static Connection guarded(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TransactionDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (OURS.contains(method.getName())) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
