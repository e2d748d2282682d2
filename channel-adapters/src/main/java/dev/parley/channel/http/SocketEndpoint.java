package dev.parley.channel.http;

/// Decides, before the upgrade, who may have a socket. Thread-safe.
public interface SocketEndpoint {

  /// What a socket of this endpoint may cost.
  SocketLimits limits();

  /// Checks origin, signature or credentials. May block. Nothing is counted or written before it
  /// has accepted.
  Admission admit(SocketRequest request);

  /// The verdict.
  sealed interface Admission {

    /// @param listener a new one for this socket
    record Accept(SocketListener listener) implements Admission {}

    /// @param status HTTP status of the answer
    /// @param code stable code, part of the answer
    /// @param detail what happened and what to do, for people; no personal data
    record Refuse(int status, String code, String detail) implements Admission {}
  }
}
