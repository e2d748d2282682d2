package dev.parley.config.store;

import org.jspecify.annotations.Nullable;

/// A database that did not do what was asked. The message says what that means for the caller.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

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
