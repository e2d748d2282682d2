package dev.parley.config.language;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// The configured language models as one: asks them in their order until one answers. Thread-safe;
/// closing it ends calls under way as cancelled.
public final class LanguageModels implements LanguageModel, AutoCloseable {
  private final ModelSettings settings;
  private final WireClient wire;
  private final List<ProviderModel> providers;
  private final Semaphore calls;
  private final LongSupplier nowMillis;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LanguageModels(ModelSettings settings, Clock clock, LongSupplier nowMillis) {
    this.settings = settings;
    this.nowMillis = nowMillis;
    this.calls = new Semaphore(settings.callsMax());
    Duration connectTimeout = Duration.ofMillis(settings.turn().firstTextMillis());
    this.wire = new WireClient(connectTimeout, settings.replyBytesMax(), clock);
    this.providers =
        settings.providers().stream()
            .map(
                configured ->
                    new ProviderModel(
                        configured,
                        settings,
                        wire,
                        new Circuit(
                            settings.coolAfterFailures(), settings.coolMillis(), nowMillis)))
            .toList();
  }

  /// @param clock for `retry-after` dates
  /// @throws IllegalArgumentException when the settings name no model
  public static LanguageModels open(ModelSettings settings, Clock clock) {
    return open(settings, clock, () -> System.nanoTime() / 1_000_000);
  }

  static LanguageModels open(ModelSettings settings, Clock clock, LongSupplier nowMillis) {
    if (settings.builtIn()) {
      throw new IllegalArgumentException("there is no language model to open");
    }
    return new LanguageModels(settings, clock, nowMillis);
  }

  @Override
  public ModelCall start(ModelRequest request, PartialListener listener) {
    FailoverCall call = new FailoverCall(able(request), settings, request, listener, nowMillis);
    if (!calls.tryAcquire()) {
      call.turnAway();
      return call;
    }
    threads.execute(
        () -> {
          try {
            call.run();
          } finally {
            calls.release();
          }
        });
    return call;
  }

  @Override
  public boolean seesPictures() {
    return providers.stream().anyMatch(provider -> provider.configured().images());
  }

  /// A picture is no use to a model that does not see.
  private List<ProviderModel> able(ModelRequest request) {
    return request.pictures().isEmpty()
        ? providers
        : providers.stream().filter(provider -> provider.configured().images()).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    wire.close();
  }
}
