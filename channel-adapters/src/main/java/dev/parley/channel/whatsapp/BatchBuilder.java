package dev.parley.channel.whatsapp;

import dev.parley.channel.ConsentSignal;
import dev.parley.channel.DeliveryReceipt;
import dev.parley.channel.IdentityChange;
import dev.parley.channel.InboundBatch;
import dev.parley.channel.InboundMessage;
import java.util.ArrayList;
import java.util.List;

/// Gathers what a webhook brought. Used by one thread.
final class BatchBuilder {
  private final List<InboundMessage> messages = new ArrayList<>();
  private final List<DeliveryReceipt> receipts = new ArrayList<>();
  private final List<ConsentSignal> consents = new ArrayList<>();
  private final List<IdentityChange> identities = new ArrayList<>();
  private int unread;

  void add(InboundMessage message) {
    messages.add(message);
  }

  void add(DeliveryReceipt receipt) {
    receipts.add(receipt);
  }

  void add(ConsentSignal consent) {
    consents.add(consent);
  }

  void add(IdentityChange identity) {
    identities.add(identity);
  }

  /// Counts an item that is not what Meta promises.
  void unread() {
    unread++;
  }

  int unreadCount() {
    return unread;
  }

  InboundBatch build() {
    return new InboundBatch(messages, receipts, consents, identities);
  }
}
