package dev.parley.runtime.call;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.voice.SpeechSynthesis;
import dev.parley.channel.voice.SpeechSynthesis.Choice;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.FlowEngine;
import dev.parley.runtime.messaging.Bindings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the fixed sentences of published agents spoken before anybody calls: at the start, and soon
/// after an agent is published or a channel is made, on every node. Thread-safe.
public final class SpeechAhead implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechAhead.class);
  private static final int CHANNELS_MAX = 10_000;

  private final Database database;
  private final Bindings bindings;
  private final EngineSource engines;
  private final SpeechSynthesis synthesis;
  private final Voices voices;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("speech-ahead").factory());

  /// Owned by the timer's thread.
  private Set<Known> done = new HashSet<>();

  /// Whose voice speaks on a channel.
  @FunctionalInterface
  public interface Voices {
    /// @param language the call begins in
    /// @return empty where no speech of ours is heard there
    Optional<Choice> of(ChannelAccount account, String language);
  }

  private record Known(TenantId tenant, String address, String agent, int version, Choice voice) {}

  private record Published(TenantId tenant, String address, String agent, int version) {}

  public SpeechAhead(
      Database database,
      Bindings bindings,
      EngineSource engines,
      SpeechSynthesis synthesis,
      Voices voices,
      Clock clock) {
    this.database = database;
    this.bindings = bindings;
    this.engines = engines;
    this.synthesis = synthesis;
    this.voices = voices;
    this.clock = clock;
  }

  public void start(Duration every) {
    var _ = timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Set<Known> standing = new HashSet<>();
      for (Published one : published()) {
        speak(one, standing);
      }
      done = standing;
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("Fixed sentences were not looked for; tried again in a moment");
    }
  }

  /// One agent that cannot be read holds up no other.
  private void speak(Published one, Set<Known> standing) {
    try {
      FlowEngine engine = engines.engine(one.tenant(), one.agent(), one.version());
      String language = engine.definition().defaultLanguage();
      Optional<Choice> voice =
          bindings
              .find(ChannelType.VOICE, one.address())
              .flatMap(binding -> voices.of(binding.account(), language));
      if (voice.isEmpty()) {
        return;
      }
      Known known = new Known(one.tenant(), one.address(), one.agent(), one.version(), voice.get());
      standing.add(known);
      if (!done.contains(known)) {
        FixedSentence.of(engine, clock.instant())
            .forEach(
                sentence ->
                    synthesis.prepare(
                        new Choice(known.voice().voice(), sentence.language()),
                        List.of(sentence.text())));
      }
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("An agent's fixed sentences are spoken when they are needed");
    }
  }

  private List<Published> published() {
    return database.acrossTenants(
        tx ->
            tx.select(CHANNELS.TENANT_ID, CHANNELS.ADDRESS, AGENTS.AGENT, AGENTS.PUBLISHED)
                .from(CHANNELS)
                .join(AGENTS)
                .on(AGENTS.TENANT_ID.eq(CHANNELS.TENANT_ID), AGENTS.AGENT.eq(CHANNELS.AGENT))
                .where(
                    CHANNELS.TYPE.eq(ChannelType.VOICE.wireName()),
                    CHANNELS.ADDRESS.isNotNull(),
                    CHANNELS.DELETED_AT.isNull(),
                    AGENTS.PUBLISHED.isNotNull(),
                    AGENTS.DELETED_AT.isNull())
                .limit(CHANNELS_MAX)
                .fetch(
                    row ->
                        new Published(
                            new TenantId(row.value1()), row.value2(), row.value3(), row.value4())));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
