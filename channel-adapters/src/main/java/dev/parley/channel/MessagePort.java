package dev.parley.channel;

/// What the runtime does with what vendors bring. Called on virtual threads, and may block there.
public interface MessagePort {

  /// Stores the whole batch in one transaction, dropping copies of what was stored before. Only
  /// after a normal return does the vendor get its 200; an exception is logged by its class,
  /// answered with 503, and the vendor brings the batch again. What nobody serves (an address
  /// without a channel, a receipt for nothing of ours) is not an error.
  void accept(InboundBatch batch);
}
