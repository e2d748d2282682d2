package dev.parley.config.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/// One statement with what goes in and what comes out, to be run as a whole transaction by
/// [Database#oneTrip].
public interface OneTrip<T> {
  /// Sets every question mark of the statement, in order.
  void parameters(Parameters parameters) throws SQLException;

  /// Reads a row that the statement returns; not called when it returns none.
  T row(ResultSet row) throws SQLException;
}
