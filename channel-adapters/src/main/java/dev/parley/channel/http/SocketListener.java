package dev.parley.channel.http;

/// One socket's owner. All calls come from the socket's own virtual thread, one at a time, and may
/// block: while they do, the peer's further frames wait. An exception is logged and closes the
/// socket with 1011; the peer never sees its message.
public interface SocketListener {

  /// The socket stands. Not called when it broke during the upgrade.
  void opened(SocketPeer peer);

  /// A whole text message, valid UTF-8, within the limits.
  void text(String message);

  /// The socket is gone. Called exactly once for every admitted socket, whatever happened to it.
  void ended(SocketEnd end);
}
