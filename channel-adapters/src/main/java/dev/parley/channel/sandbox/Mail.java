package dev.parley.channel.sandbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A vendor's outgoing webhooks under a fault plan. A forged, unsigned or malformed one comes
/// before the right one and in addition to it, so that a server that refuses it loses nothing.
/// Thread-safe.
public final class Mail {
  private static final Duration OVERTAKEN_WITHIN = Duration.ofMillis(250);
  private static final Set<WebhookFault> OVERTAKEN =
      EnumSet.of(WebhookFault.REORDER, WebhookFault.LATE);

  private final Courier courier;
  private final FaultPlan faults;
  private final Consumer<Alert> alerts;
  private final AtomicInteger refused = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition another = lock.newCondition();
  private long delivered;

  /// A webhook that can be written in several ways.
  @FunctionalInterface
  public interface Letter {
    Webhook written(Form form);
  }

  /// How a webhook is written.
  public enum Form {
    RIGHT,
    MALFORMED,
    FORGED,
    UNSIGNED
  }

  /// @param alerts told when our server took what it should have refused
  public Mail(Courier courier, FaultPlan faults, Consumer<Alert> alerts) {
    this.courier = courier;
    this.faults = faults;
    this.alerts = alerts;
  }

  /// Delivers one webhook and what the plan adds to it. Within an errand of the courier only.
  ///
  /// @param left run when the right one has been posted for the first time, or is to be overtaken
  /// @return what became of the right one
  public Outcome deliver(Letter letter, Courier.Retries retries, Runnable left) {
    Optional<WebhookFault> fault = faults.takeForWebhook();
    if (fault.filter(OVERTAKEN::contains).isPresent()) {
      left.run();
    }
    fault.ifPresent(kind -> before(kind, letter));
    Webhook right = letter.written(Form.RIGHT);
    Outcome outcome = courier.deliver(right, retries, left);
    if (fault.filter(WebhookFault.DUPLICATE::equals).isPresent()) {
      courier.deliver(right, retries, left);
    }
    arrived();
    return outcome;
  }

  private void before(WebhookFault fault, Letter letter) {
    switch (fault) {
      case DUPLICATE -> {}
      case REORDER -> awaitAnother();
      case LATE -> awaitLate();
      case MALFORMED -> count(courier.post(letter.written(Form.MALFORMED)));
      case FORGED -> mustBeRefused(courier.post(letter.written(Form.FORGED)), "forged");
      case UNSIGNED -> mustBeRefused(courier.post(letter.written(Form.UNSIGNED)), "unsigned");
    }
  }

  private void mustBeRefused(Outcome outcome, String kind) {
    if (outcome.isTaken()) {
      alerts.accept(new Alert(0, "the server took a webhook that was " + kind));
    }
    count(outcome);
  }

  private void count(Outcome outcome) {
    if (!outcome.isTaken()) {
      refused.incrementAndGet();
    }
  }

  /// Forged, unsigned and malformed webhooks our server did not take.
  public int refused() {
    return refused.get();
  }

  private void arrived() {
    lock.lock();
    try {
      delivered++;
      another.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitLate() {
    try {
      faults.awaitLate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Courier.Stopped();
    }
  }

  /// Until another webhook overtook this one; not for long, since there may be no other.
  private void awaitAnother() {
    lock.lock();
    try {
      long before = delivered;
      long left = OVERTAKEN_WITHIN.toNanos();
      while (delivered == before && left > 0) {
        left = another.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
