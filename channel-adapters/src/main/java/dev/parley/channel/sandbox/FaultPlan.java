package dev.parley.channel.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/// Which calls and webhooks go wrong, and how. Scripted faults come first, in the order they were
/// given; then a share of the rest, drawn from the seed, so that the same calls in the same order
/// fail alike. Thread-safe.
public final class FaultPlan {
  private final Map<Call, Deque<Fault>> calls = new EnumMap<>(Call.class);
  private final Map<Call, Share<Fault>> callShares = new EnumMap<>(Call.class);
  private final Deque<Optional<WebhookFault>> webhooks = new ArrayDeque<>();
  private final Map<WebhookFault, Double> webhookShares = new EnumMap<>(WebhookFault.class);
  private final Semaphore late = new Semaphore(0);
  private final SplittableRandom random;

  private record Share<F>(double part, F fault) {}

  public FaultPlan(long seed) {
    random = new SplittableRandom(seed);
  }

  /// The next message sent goes wrong like this.
  public FaultPlan next(Fault fault) {
    return next(Call.SEND, 1, fault);
  }

  /// The next messages sent go wrong like this.
  public FaultPlan next(int times, Fault fault) {
    return next(Call.SEND, times, fault);
  }

  public synchronized FaultPlan next(Call call, int times, Fault fault) {
    Deque<Fault> waiting = calls.computeIfAbsent(call, any -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      waiting.add(fault);
    }
    return this;
  }

  /// Calls of a kind go wrong in this share of cases, 0 to 1. One such fault per kind.
  public synchronized FaultPlan share(Call call, double part, Fault fault) {
    callShares.put(call, new Share<>(part, fault));
    return this;
  }

  /// The next webhooks go wrong like this.
  public synchronized FaultPlan nextWebhooks(int times, WebhookFault fault) {
    for (int i = 0; i < times; i++) {
      webhooks.add(Optional.of(fault));
    }
    return this;
  }

  /// The next webhooks are as they should be, before later faults of the script.
  public synchronized FaultPlan spareWebhooks(int times) {
    for (int i = 0; i < times; i++) {
      webhooks.add(Optional.empty());
    }
    return this;
  }

  /// Webhooks go wrong like this in this share of cases, 0 to 1. At most one fault befalls each.
  public synchronized FaultPlan shareOfWebhooks(double part, WebhookFault fault) {
    webhookShares.put(fault, part);
    return this;
  }

  /// One webhook that is [WebhookFault#LATE] arrives now, or the next such at once.
  public void bringLate() {
    late.release();
  }

  void awaitLate() throws InterruptedException {
    late.acquire();
  }

  /// From now on all is well.
  public synchronized void clear() {
    calls.clear();
    callShares.clear();
    webhooks.clear();
    webhookShares.clear();
  }

  /// What befalls the call that just came in.
  public synchronized Optional<Fault> take(Call call) {
    Deque<Fault> waiting = calls.get(call);
    if (waiting != null && !waiting.isEmpty()) {
      return Optional.of(waiting.remove());
    }
    return Optional.ofNullable(callShares.get(call))
        .filter(share -> random.nextDouble() < share.part())
        .map(Share::fault);
  }

  /// What befalls the webhook about to go out.
  public synchronized Optional<WebhookFault> takeForWebhook() {
    if (!webhooks.isEmpty()) {
      return webhooks.remove();
    }
    if (webhookShares.isEmpty()) {
      return Optional.empty();
    }
    double draw = random.nextDouble();
    for (Map.Entry<WebhookFault, Double> share : webhookShares.entrySet()) {
      if (draw < share.getValue()) {
        return Optional.of(share.getKey());
      }
      draw -= share.getValue();
    }
    return Optional.empty();
  }
}
