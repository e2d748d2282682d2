package dev.parley.runtime.process;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.console.StartPage;
import dev.parley.runtime.driver.EngineSource;
import java.util.List;
import java.util.Optional;

/// The first tenant's agents, as the pages of this process name them. Thread-safe.
final class WebAgents {
  private static final int CHANNELS_MAX = 50;

  private final Database database;
  private final EngineSource engines;

  WebAgents(Database database, EngineSource engines) {
    this.database = database;
    this.engines = engines;
  }

  /// Those that can be talked to on the web.
  List<Banner.WebChannel> channels() {
    return database
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.select(CHANNELS.AGENT, AGENTS.PUBLISHED, CHANNELS.WIDGET_KEY)
                    .from(CHANNELS)
                    .join(AGENTS)
                    .on(AGENTS.AGENT.eq(CHANNELS.AGENT), AGENTS.PUBLISHED.isNotNull())
                    .where(CHANNELS.WIDGET_KEY.isNotNull(), CHANNELS.DELETED_AT.isNull())
                    .orderBy(CHANNELS.CREATED_AT, CHANNELS.ID)
                    .limit(CHANNELS_MAX)
                    .fetch())
        .map(
            row ->
                new Banner.WebChannel(
                    row.value1(), business(row.value1(), row.value2()), row.value3()));
  }

  /// The same for the start page.
  List<StartPage.Chat> chats() {
    return channels().stream()
        .map(one -> new StartPage.Chat(one.agent(), one.business(), one.widgetKey()))
        .toList();
  }

  /// What a published agent calls itself.
  Optional<SandboxRooms.AgentName> name(String agent) {
    return database
        .inTenant(
            TenantId.DEFAULT,
            tx ->
                tx.select(AGENTS.PUBLISHED)
                    .from(AGENTS)
                    .where(AGENTS.AGENT.eq(agent), AGENTS.PUBLISHED.isNotNull())
                    .fetchOptional(AGENTS.PUBLISHED))
        .map(version -> engines.engine(TenantId.DEFAULT, agent, version).definition())
        .map(found -> new SandboxRooms.AgentName(found.name(), found.business()));
  }

  private String business(String agent, int version) {
    return engines.engine(TenantId.DEFAULT, agent, version).definition().business();
  }
}
