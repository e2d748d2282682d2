package dev.parley.config.store;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/// Hands jOOQ the one connection of the running transaction and never closes it.
record SingleConnection(Connection connection) implements ConnectionProvider {
  @Override
  public Connection acquire() {
    return connection;
  }

  @Override
  public void release(Connection released) {}
}
