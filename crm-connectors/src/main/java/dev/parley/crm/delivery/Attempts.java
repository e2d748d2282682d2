package dev.parley.crm.delivery;

import dev.parley.crm.CallLog;
import dev.parley.crm.CrmConnector;
import dev.parley.crm.DeliveryRequest;
import dev.parley.crm.DeliveryResult;
import dev.parley.crm.DeliveryResult.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs attempts, each on a virtual thread, and hands their verdicts on. Thread-safe.
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final Duration UNREADABLE_AGAIN_AFTER = Duration.ofMinutes(5);

  private record Running(Leased leased, Instant keepAt) {}

  private final Map<String, CrmConnector> connectors;
  private final Lanes lanes;
  private final OutcomeWriter writer;
  private final DeliverySettings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private final DeliveryListener listener;
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();
  private volatile CountDownLatch drained = new CountDownLatch(0);

  Attempts(
      Map<String, CrmConnector> connectors,
      Lanes lanes,
      OutcomeWriter writer,
      DeliverySettings settings,
      Clock clock,
      RandomGenerator random,
      DeliveryListener listener) {
    this.connectors = Map.copyOf(connectors);
    this.lanes = lanes;
    this.writer = writer;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
  }

  /// @param finished called when there is room again
  void start(Leased leased, Runnable finished) {
    remember(leased, clock.instant());
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                run(leased);
              } finally {
                finished.run();
              }
            });
  }

  void run(Leased leased) {
    DeliveryRequest request = leased.request();
    Instant began = clock.instant();
    CallLog log = new CallLog(request);
    DeliveryResult result = log.during(() -> result(request));
    Instant now = clock.instant();
    Verdict verdict =
        Verdict.of(leased, result, began, now, settings.schedule(), random).with(log.calls());
    // Before the lane is free again, so that closing finds every verdict in the writer.
    writer.add(verdict);
    running.remove(request.id());
    Boolean tripped =
        lanes.finished(
            request.connector().id(), result, log.allowances(), now, concurrency(request));
    if (tripped != null) {
      listener.breaker(request.connector().id(), !tripped);
    }
    if (running.isEmpty()) {
      drained.countDown();
    }
    listener.attempted(
        request.connector().type(),
        verdict.outcome(),
        Duration.between(leased.dueAt(), began),
        Duration.between(began, now));
  }

  private DeliveryResult result(DeliveryRequest request) {
    CrmConnector connector = connectors.get(request.connector().type());
    if (connector == null) {
      return request.connector().type().equals(Connectors.UNREADABLE)
          ? unreadable()
          : new DeliveryResult.Blocked(
              "connector_unknown",
              OptionalInt.empty(),
              "This server has no connector of type " + request.connector().type() + ".");
    }
    try {
      return connector.deliver(request);
    } catch (RuntimeException e) {
      LOG.error("Connector {} broke on delivery {}", connector.type(), request.id(), e);
      return new DeliveryResult.Retry(
          "connector_broke",
          OptionalInt.empty(),
          "The connector broke on this lead; the log of this server says how.",
          Optional.empty(),
          Trouble.RECORD);
    }
  }

  /// The operator's trouble, not the record's: it must not use up attempts.
  private static DeliveryResult unreadable() {
    return new DeliveryResult.Retry(
        "credentials_unreadable",
        OptionalInt.empty(),
        "The connector's credentials do not open with this server's master key.",
        Optional.of(UNREADABLE_AGAIN_AFTER),
        Trouble.THROTTLED);
  }

  private int concurrency(DeliveryRequest request) {
    CrmConnector connector = connectors.get(request.connector().type());
    return connector == null ? 1 : connector.concurrencyMax();
  }

  private void remember(Leased leased, Instant now) {
    // Half a lease is left for the renewal to get through.
    Instant keepAt = now.plus(settings.lease().dividedBy(2));
    running.put(leased.request().id(), new Running(leased, keepAt));
  }

  /// Attempts whose lease should be renewed now; counted as renewed.
  List<Leased> leasesToKeep(Instant now) {
    List<Leased> ageing =
        running.values().stream()
            .filter(each -> !now.isBefore(each.keepAt()))
            .map(Running::leased)
            .toList();
    for (Leased leased : ageing) {
      running.computeIfPresent(
          leased.request().id(),
          (_, each) -> new Running(leased, now.plus(settings.lease().dividedBy(2))));
    }
    return ageing;
  }

  /// Waits until nothing is under way. No attempt may be started meanwhile.
  void await(Duration max) throws InterruptedException {
    drained = new CountDownLatch(1);
    if (!running.isEmpty() && !drained.await(max.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("{} deliveries were cut off; they are sent again with the same id", running.size());
    }
  }
}
