package dev.parley.config.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A database that did not do what was asked. The message says what that means for the caller.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Classes of SQL states: data, constraints, the transaction rolled back for another's sake.
  private static final Set<String> REFUSALS = Set.of("22", "23", "40");

  private final Code code;

  public StoreException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static StoreException unavailable(Throwable cause) {
    return new StoreException(
        Code.DATABASE_UNAVAILABLE,
        "PostgreSQL did not answer; the work was not done and may be tried again.",
        cause);
  }

  static StoreException busy() {
    return new StoreException(
        Code.DATABASE_UNAVAILABLE,
        "No connection to PostgreSQL became free in time; the work was not done and may be tried"
            + " again.",
        null);
  }

  /// Whether the server is there and refused what it was given (a value, a constraint, a deadlock),
  /// so that nothing was written and a part of it may yet be taken.
  static boolean isRefusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        String state = refused.getSQLState();
        return state != null && REFUSALS.contains(state.substring(0, 2));
      }
    }
    return false;
  }

  public Code code() {
    return code;
  }

  public enum Code {
    DATABASE_UNAVAILABLE,
    MIGRATION_FAILED,
    EMBEDDED_DATABASE_FAILED,
    DATA_FOLDER_IN_USE,
    SEAL_BROKEN
  }
}
