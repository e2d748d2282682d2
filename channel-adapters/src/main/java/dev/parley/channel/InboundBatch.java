package dev.parley.channel;

import java.util.List;

/// Everything one webhook request carried, in no promised order. Parts may be copies of what came
/// before, and hours late.
public record InboundBatch(
    List<InboundMessage> messages,
    List<DeliveryReceipt> receipts,
    List<ConsentSignal> consents,
    List<IdentityChange> identities) {
  public InboundBatch {
    messages = List.copyOf(messages);
    receipts = List.copyOf(receipts);
    consents = List.copyOf(consents);
    identities = List.copyOf(identities);
  }

  public static InboundBatch of(InboundMessage message) {
    return new InboundBatch(List.of(message), List.of(), List.of(), List.of());
  }

  public static InboundBatch of(DeliveryReceipt receipt) {
    return new InboundBatch(List.of(), List.of(receipt), List.of(), List.of());
  }

  public boolean isEmpty() {
    return messages.isEmpty() && receipts.isEmpty() && consents.isEmpty() && identities.isEmpty();
  }
}
