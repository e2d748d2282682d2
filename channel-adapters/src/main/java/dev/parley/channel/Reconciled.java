package dev.parley.channel;

/// What a vendor says about a message whose sending was lost sight of.
public sealed interface Reconciled {

  /// It has it: the message counts as sent.
  record Found(String providerMessageId) implements Reconciled {}

  /// It does not have it: the message may be sent again.
  record NotFound() implements Reconciled {}

  /// It cannot be asked, or not yet: wait for a receipt that carries [OutboundMessage#id()], or ask
  /// again.
  record Undecided() implements Reconciled {}
}
