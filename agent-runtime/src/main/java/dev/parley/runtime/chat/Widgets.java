package dev.parley.runtime.chat;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.channel.web.Widget;
import dev.parley.config.agent.AgentDefinition;
import dev.parley.config.json.Json;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.flow.FlowEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.JSONB;
import org.jooq.Record5;

/// Web channels by their widget key, remembered for a moment: a newly published version or a
/// deleted channel shows within `rememberFor`. Unknown keys are remembered as well, up to
/// `KEYS_MAX`, so that guessing costs the database little. Thread-safe.
public final class Widgets {
  private static final int KEYS_MAX = 10_000;

  private final Database database;
  private final EngineSource engines;
  private final Clock clock;
  private final Duration rememberFor;
  private final ConcurrentHashMap<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(Optional<WebBinding> binding, Instant until) {}

  public Widgets(Database database, EngineSource engines, Clock clock, Duration rememberFor) {
    this.database = database;
    this.engines = engines;
    this.clock = clock;
    this.rememberFor = rememberFor;
  }

  Optional<WebBinding> find(String key) {
    Instant now = clock.instant();
    Remembered known = remembered.get(key);
    if (known != null && known.until().isAfter(now)) {
      return known.binding();
    }
    Optional<WebBinding> binding = read(key);
    if (remembered.size() >= KEYS_MAX) {
      remembered.clear();
    }
    remembered.put(key, new Remembered(binding, now.plus(rememberFor)));
    return binding;
  }

  private Optional<WebBinding> read(String key) {
    return database
        .acrossTenants(
            tx ->
                tx.select(
                        CHANNELS.TENANT_ID,
                        CHANNELS.ID,
                        CHANNELS.AGENT,
                        AGENTS.PUBLISHED,
                        CHANNELS.SETTINGS)
                    .from(CHANNELS)
                    .join(AGENTS)
                    .on(
                        AGENTS.TENANT_ID.eq(CHANNELS.TENANT_ID),
                        AGENTS.AGENT.eq(CHANNELS.AGENT),
                        AGENTS.PUBLISHED.isNotNull())
                    .where(CHANNELS.WIDGET_KEY.eq(key), CHANNELS.DELETED_AT.isNull())
                    .fetchOptional())
        .map(row -> binding(key, row));
  }

  private WebBinding binding(String key, Record5<UUID, UUID, String, Integer, JSONB> row) {
    TenantId tenant = new TenantId(row.value1());
    FlowEngine engine = engines.engine(tenant, row.value3(), row.value4());
    AgentDefinition definition = engine.definition();
    Widget widget =
        new Widget(
            key,
            definition.name(),
            definition.business(),
            definition.defaultLanguage(),
            origins(row.value5()));
    return new WebBinding(tenant, row.value2(), row.value4(), engine, widget);
  }

  private static List<String> origins(JSONB settings) {
    List<String> origins = new ArrayList<>();
    for (JsonNode origin : Json.stored(settings.data()).path("origins")) {
      origins.add(origin.asText());
    }
    return origins;
  }
}
