package dev.parley.runtime.process;

import static dev.parley.config.store.generated.Tables.AGENTS;
import static dev.parley.config.store.generated.Tables.CHANNELS;

import dev.parley.channel.web.WebChatPort;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.config.agent.AgentDefinitionReader;
import dev.parley.config.agent.store.AgentStore;
import dev.parley.config.agent.store.PublishedAgents;
import dev.parley.config.binding.ChannelStore;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.net.Reach;
import dev.parley.config.settings.Settings;
import dev.parley.config.store.Database;
import dev.parley.config.store.Sealer;
import dev.parley.config.tenant.ApiKeys;
import dev.parley.config.tenant.IdempotencyKeys;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.agents.PublishedEngines;
import dev.parley.runtime.agents.SampleAgents;
import dev.parley.runtime.api.Api;
import dev.parley.runtime.api.ApiParts;
import dev.parley.runtime.background.BackgroundSettings;
import dev.parley.runtime.background.BackgroundWork;
import dev.parley.runtime.console.DocsPages;
import dev.parley.runtime.console.StartPage;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.NodeId;
import dev.parley.runtime.driver.DriverSettings;
import dev.parley.runtime.driver.EngineSource;
import dev.parley.runtime.driver.Milestones;
import dev.parley.runtime.driver.Outgoing;
import dev.parley.runtime.ops.Meters;
import io.helidon.webserver.http.HttpRouting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Every room of a running process, and what connects them.
final class Rooms implements AutoCloseable {
  private final Database database;
  private final Meters meters;
  private final TextRooms text;
  private final LeadRooms leads;
  private final BackgroundWork background;
  private final Understandings understandings;
  private final EngineSource engines;
  private final Api api;

  private Rooms(
      Database database,
      Meters meters,
      TextRooms text,
      LeadRooms leads,
      BackgroundWork background,
      Understandings understandings,
      EngineSource engines,
      Api api) {
    this.database = database;
    this.meters = meters;
    this.text = text;
    this.leads = leads;
    this.background = background;
    this.understandings = understandings;
    this.engines = engines;
    this.api = api;
  }

  static Rooms build(
      Settings settings,
      ProcessSettings process,
      Database database,
      CreatedKeys.Key admin,
      CreatedKeys.Key master,
      Milestones milestones,
      Clock clock) {
    NodeId node = NodeId.random();
    Meters meters = new Meters(clock);
    AgentDefinitionReader reader = new AgentDefinitionReader();
    AgentStore agents = new AgentStore();
    Sealer sealer = new Sealer(master.secret());
    ChannelStore channels = new ChannelStore(sealer);
    if (process.samples()) {
      new SampleAgents(database, agents, channels, reader).publishIntoEmpty();
    }
    EngineSource engines = new PublishedEngines(new PublishedAgents(database, agents, reader));
    Understandings understandings = Understandings.of(settings, clock);
    Bell closed = new Bell();
    TextRooms text =
        TextRooms.build(
            database,
            node,
            DriverSettings.read(settings),
            engines,
            understandings.turns(),
            meters,
            closed,
            Outgoing.NONE,
            milestones,
            clock);
    IdempotencyKeys keys = new IdempotencyKeys(sealer);
    LeadRooms leads =
        LeadRooms.build(
            database,
            sealer,
            DeliveryBounds.read(settings),
            DeliveryBounds.http(settings),
            process.secretOverlap(),
            new Reach(process.loopbackAddresses(), process.privateAddresses(), false),
            engines,
            understandings.extraction(),
            meters,
            milestones,
            clock);
    BackgroundWork background =
        new BackgroundWork(
            database, node, leads.writer(), text.driver(), keys, BackgroundSettings.read(settings));
    closed.attach(background::wake);
    Api api =
        new Api(
            new ApiParts(
                database,
                new ApiKeys(database, admin.secret()),
                keys,
                Set.of(ChannelType.WEB, ChannelType.SMS, ChannelType.WHATSAPP),
                channels,
                new VendorAccounts(WhatsAppSettings.read(settings)),
                leads.connectors(),
                leads.connectorRows(),
                (tenant, conversation, disposition, reason) ->
                    text.driver()
                        .close(new ConversationId(tenant, conversation), disposition, reason),
                leads.replay()::replay,
                process.closeWait()));
    return new Rooms(database, meters, text, leads, background, understandings, engines, api);
  }

  Meters meters() {
    return meters;
  }

  WebChatPort webConversations() {
    return text.web();
  }

  /// Language models in failover order.
  List<String> models() {
    return understandings.models();
  }

  /// Adds the pages and the API.
  void addTo(HttpRouting.Builder routing) {
    routing.register(api).register(new DocsPages());
    routing.get(
        "/", new StartPage(models(), () -> webChannels().stream().map(Rooms::chat).toList()));
  }

  private static StartPage.Chat chat(Banner.WebChannel channel) {
    return new StartPage.Chat(channel.agent(), channel.business(), channel.widgetKey());
  }

  /// The first tenant's agents that can be talked to on the web.
  List<Banner.WebChannel> webChannels() {
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
                    .limit(50)
                    .fetch())
        .map(
            row ->
                new Banner.WebChannel(
                    row.value1(), business(row.value1(), row.value2()), row.value3()));
  }

  private String business(String agent, int version) {
    return engines.engine(TenantId.DEFAULT, agent, version).definition().business();
  }

  void start() {
    leads.engine().start();
    background.start();
    text.sweep().start(text.settings().sweepEvery());
  }

  /// No new extractions and pushes; those under way are finished within the drain time of their own
  /// settings.
  void finishBackground() {
    background.close();
    leads.engine().close();
  }

  /// No new turns; those under way are finished within `grace`.
  void finishTurns(Duration grace) throws InterruptedException {
    text.sweep().close();
    text.driver().drain(grace);
  }

  /// After what was under way is finished.
  @Override
  public void close() {
    text.driver().close();
    understandings.close();
  }
}
