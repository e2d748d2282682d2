package dev.parley.runtime.ops;

import dev.parley.config.language.ModelAttempt;
import dev.parley.crm.delivery.DeliveryListener;
import dev.parley.crm.delivery.Outcome;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.TurnObserver;
import dev.parley.runtime.flow.Advance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// All metrics of the process. No label carries anything of a contact or a tenant. Thread-safe.
public final class Meters implements TurnObserver, DeliveryListener {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Timer decide = timer("parley.turn.decide", "from a turn's begin to its decision");
  private final Timer commit = timer("parley.turn.commit", "a turn's commit and announcement");
  private final Timer reply = timer("parley.turn.reply", "from the oldest message to its answer");
  private final Counter failures = registry.counter("parley.turn.failures");

  public Meters(Clock clock) {
    this.clock = clock;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    bindCollector();
  }

  // The collector's metrics hold a listener for the life of the process, as this object lives.
  @SuppressWarnings("MustBeClosedChecker")
  private void bindCollector() {
    new JvmGcMetrics().bindTo(registry);
  }

  @Override
  public void answered(
      List<WaitingMessage> messages, Advance.Source source, long decideNanos, long commitNanos) {
    decide.record(Duration.ofNanos(decideNanos));
    commit.record(Duration.ofNanos(commitNanos));
    reply.record(Duration.between(messages.getFirst().receivedAt(), clock.instant()));
    registry.counter("parley.turns", "said_by", name(source)).increment();
  }

  @Override
  public void failed(RuntimeException failure) {
    failures.increment();
  }

  /// What calls of a language model took.
  public void modelCalls(List<ModelAttempt> attempts) {
    for (ModelAttempt attempt : attempts) {
      String[] labels = {
        "provider", attempt.provider(), "model", attempt.model(), "outcome", name(attempt.outcome())
      };
      registry.timer("parley.model.calls", labels).record(Duration.ofMillis(attempt.totalMillis()));
      registry
          .counter("parley.model.tokens", "model", attempt.model(), "kind", "input")
          .increment(attempt.tokens().input());
      registry
          .counter("parley.model.tokens", "model", attempt.model(), "kind", "output")
          .increment(attempt.tokens().output());
      registry
          .counter("parley.model.tokens", "model", attempt.model(), "kind", "cached")
          .increment(attempt.tokens().cached());
    }
  }

  @Override
  public void attempted(String type, Outcome outcome, Duration waited, Duration took) {
    registry.timer("parley.deliveries", "connector", type, "outcome", name(outcome)).record(took);
    registry.timer("parley.delivery.wait", "connector", type).record(waited);
  }

  /// A number that is read whenever metrics are.
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /// The Prometheus text format.
  public String scrape() {
    return registry.scrape();
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(registry);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
