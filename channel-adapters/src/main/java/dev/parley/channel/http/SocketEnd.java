package dev.parley.channel.http;

/// How a socket ended.
public enum SocketEnd {
  /// The peer said goodbye with a close frame.
  PEER_CLOSED,
  /// We closed it.
  CLOSED,
  /// It broke: reset, end of stream without a goodbye, a peer that stopped answering.
  DROPPED,
  /// The server is stopping.
  SERVER_STOPPED
}
