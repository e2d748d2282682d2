package dev.parley.channel.voice;

/// Where a line puts what happens: the mailbox of the call's owner.
@FunctionalInterface
public interface CallEvents {
  /// Never blocks and never throws; callable from any thread.
  void happened(CallEvent event);
}
