package dev.parley.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The runtime, in memory: keeps every batch, or fails while it is told to.
public final class FakePort implements MessagePort {
  public final List<InboundBatch> batches = new CopyOnWriteArrayList<>();
  public volatile boolean failing;

  @Override
  public void accept(InboundBatch batch) {
    if (failing) {
      throw new IllegalStateException("the database is away");
    }
    batches.add(batch);
  }

  public InboundMessage message() {
    return messages().getFirst();
  }

  public List<InboundMessage> messages() {
    return batches.stream().flatMap(batch -> batch.messages().stream()).toList();
  }

  public List<DeliveryReceipt> receipts() {
    return batches.stream().flatMap(batch -> batch.receipts().stream()).toList();
  }

  public List<ConsentSignal> consents() {
    return batches.stream().flatMap(batch -> batch.consents().stream()).toList();
  }

  public List<IdentityChange> identities() {
    return batches.stream().flatMap(batch -> batch.identities().stream()).toList();
  }
}
