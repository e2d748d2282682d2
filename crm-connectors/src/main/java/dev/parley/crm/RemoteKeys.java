package dev.parley.crm;

import java.time.Duration;
import java.util.UUID;

/// Which record of the other system is whose, for systems that keep nothing unique and whose search
/// lags: one caller over all nodes may make the record of a key, and what it made is remembered.
/// Thread-safe; blocks.
public interface RemoteKeys {
  /// Asks who may make the record of `key`.
  ///
  /// @param hold how long a caller that dies or never learns what came of it keeps others away:
  ///     longer than its calls take and than a new record stays unseen by the search
  Claim claim(Connector connector, String key, Duration hold);

  /// The record exists: found or made. Nothing happens where another caller has the key by now.
  void made(Connector connector, String key, UUID holder, String remoteId);

  /// Nothing was made, for certain: the next caller need not wait.
  void release(Connector connector, String key, UUID holder);

  /// The record is gone from the other system, or is to be forgotten.
  void forget(Connector connector, String key, String remoteId);

  sealed interface Claim {
    record Known(String remoteId) implements Claim {}

    /// The caller's alone for the time it asked.
    record Mine(UUID holder) implements Claim {}

    /// Somebody else is at it, or was, and never said what came of it.
    record Held() implements Claim {}
  }
}
