package dev.parley.channel;

import java.time.Instant;
import java.util.List;

/// One vendor's way out. Thread-safe; blocks its caller (virtual threads). Never retries by itself
/// and never throws for what the vendor or the network did.
public interface MessageSender {

  /// The messages a body becomes at this vendor, in order, to be put into the outbox as a row each:
  /// long texts are split, forms the vendor lacks or that do not fit are said in words. Pure and
  /// quick; each part goes through [#send] unchanged.
  List<OutboundBody> parts(OutboundBody body);

  /// Hands one message over, once. A body that [#parts] would change is refused.
  SendResult send(ChannelAccount account, OutboundMessage message);

  /// How fast the vendor takes messages such as this one; all that is named must be kept. Pure and
  /// quick.
  default List<Pace> paces(ChannelAccount account, OutboundMessage message) {
    return List.of();
  }

  /// Receipts reach this process from now on. Called once, before anything is asked about.
  default void listening() {}

  /// Asks what became of a sending that ended as [SendResult.Unknown], or of which no result was
  /// stored.
  ///
  /// @param firstTriedAt when [#send] was first called with it
  Reconciled reconcile(ChannelAccount account, OutboundMessage message, Instant firstTriedAt);

  /// Marks the contact's message as read and shows that an answer is being written, where the
  /// channel can; at best effort.
  default void readAndTyping(ChannelAccount account, String providerMessageId) {}

  /// Marks the contact's message, and those before it, as read and no more; at best effort.
  default void read(ChannelAccount account, String providerMessageId) {}

  /// Whether the channel can show either.
  default boolean showsReading() {
    return false;
  }
}
